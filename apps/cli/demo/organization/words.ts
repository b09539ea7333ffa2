/** What is said in passing, whatever the incident is about. */
export const words = {
  falseAlarms: [
    'False alarm: the probe itself had lost its network',
    'False alarm: a load test that nobody had announced',
    'Declared in error: the dashboard showed the stage before production',
    'False alarm: the threshold did not know of the holiday',
  ],
  duplicateReasons: [
    'The same alarm, seen by customer care first',
    'It is the other side of the same failure',
  ],
  reopenings: [
    'It is back: the same errors on a third of the instances',
    'Customers in two cities still see it',
    'The remedy did not survive the nightly restart',
  ],
  decisions: [
    'We take the change back first and look for the cause after that',
    'No further deployments until this is over',
    'We tell couriers by text message to go on with the printed list',
    'We wait ten minutes before the next change, to see what this one did',
  ],
  questions: [
    'Does this hit all cities or only those on the coast?',
    'Who changed something in the last hour?',
    'Can orders be lost, or are they only late?',
  ],
  actions: [
    'Called the provider; ticket opened with the highest priority',
    'Saved logs and a dump of one instance before the restart',
    'Took one instance out of the load balancer to look at it',
  ],
  briefings: [
    'Users are well again; the cause is not certain. Next: compare the two versions. The update for customer care is promised on the hour.',
    'Two remedies tried, the second helped in part. The database team is on the call. Do not restart anything before they have their dump.',
    'It is quiet since an hour. If it stays so until eight, resolve it and tell the partner shops.',
  ],
  raised: [
    'More cities are affected than we thought',
    'Orders are lost, not only delayed',
    'Customer care counts forty calls in ten minutes',
  ],
  lowered: [
    'Only one city is affected, and there is a way around it',
    'The important part works again; what remains can wait',
  ],
  waivers: [
    'Caused by a provider whose report covers it; see the ticket',
    'The same as the one before, whose postmortem says all of it',
  ],
  drops: [
    'The part that it is about was replaced',
    'Not worth it any more: the import is to go next quarter',
  ],
  reassigned: ['Handed over with the move to the other team', 'On parental leave from next week'],
  restricted: 'Addresses of customers can be seen in what we look at',
} as const;

// Libraries look at this when they are loaded: graphql-js checks each value twice where it is not `production`.
process.env['NODE_ENV'] ??= 'production';

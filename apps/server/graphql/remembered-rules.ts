import { getMetadataStorage } from 'class-validator';

/**
 * Has class-validator look the rules of a class up once. By itself it walks over all classes at each validation, which
 * takes longer than the validation; and no class gets a rule after it was loaded.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  const lookUp = storage.getTargetValidationMetadatas.bind(storage);
  const remembered = new Map<unknown, ReturnType<typeof lookUp>>();
  storage.getTargetValidationMetadatas = (type, schema, always, strictGroups, groups) => {
    const isPlain = !schema && !always && !strictGroups && !groups;
    const known = isPlain ? remembered.get(type) : undefined;
    if (known) return known;
    const rules = lookUp(type, schema, always, strictGroups, groups);
    if (isPlain) remembered.set(type, rules);
    return rules;
  };
}

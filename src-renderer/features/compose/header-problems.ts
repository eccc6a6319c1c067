// The characters that RFC 9110 allows in a field's name, and in its value.
const nameForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const valueForm = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What keeps a header from being sent, by its place. */
export function headerProblems(headers: readonly (readonly [string, string])[]): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  headers.forEach(([name, value], index) => {
    if (name === '' && value === '') return;
    if (!nameForm.test(name)) problems.set(index, 'A name has letters, digits and - only.');
    else if (!valueForm.test(value)) problems.set(index, 'A value is one line of Latin characters.');
  });
  return problems;
}

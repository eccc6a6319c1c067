const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of a file, parted by line feeds alone (with or without a carriage return): JSON writes U+2028 and its like
 * into a line as they are. A line may be as long as the file; each byte is looked at once.
 */
export async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let begun: Uint8Array[] = [];
  const whole = (last: Uint8Array): string => {
    const line = Buffer.concat([...begun, last]);
    begun = [];
    return line.toString('utf8', 0, line.at(-1) === carriageReturn ? line.length - 1 : line.length);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      yield whole(chunk.subarray(from, at));
      from = at + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
  if (begun.length > 0) yield whole(new Uint8Array());
}

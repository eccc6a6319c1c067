/** A name's initial on a colour of its own: the same name has the same colour everywhere. */
export function LetterMark({ name, seed = name, size = 18 }: { name: string; seed?: string; size?: number }) {
  let hash = 7;
  for (const character of seed) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 100_003;
  return (
    <span
      aria-hidden
      className="inline-grid shrink-0 place-items-center rounded-[5px] font-semibold"
      style={{
        width: size,
        height: size,
        fontSize: size * 0.55,
        lineHeight: 1,
        color: 'oklch(0.99 0 0)',
        background: `oklch(0.5 ${seed === 'generic' ? 0.015 : 0.12} ${(hash * 47) % 360})`,
      }}
    >
      {(name[0] ?? '?').toUpperCase()}
    </span>
  );
}

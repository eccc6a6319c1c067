import { cx } from './cx.ts';

/** A hue that a name keeps, spread over the circle so that neighbours differ. */
function hueOf(id: string): number {
  let hash = 2_166_136_261;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return ((hash >>> 0) * 137.508) % 360;
}

/** A coloured square with a name's first letter, to find it again at a glance. The name itself stands beside it. */
export function LetterBadge({ id, name, size = 'sm' }: { id: string; name: string; size?: 'sm' | 'md' }) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-grid shrink-0 place-items-center font-semibold',
        size === 'sm' ? 'size-[18px] rounded-[5px] text-[10px]' : 'size-6 rounded-md text-xs',
      )}
      style={{ background: `oklch(0.5 0.12 ${hueOf(id).toFixed(0)})`, color: 'oklch(0.99 0 0)' }}
    >
      {(name || id).slice(0, 1).toUpperCase()}
    </span>
  );
}

import { formatDuration } from '#core/numbers/duration.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { formatBytes, formatCount } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** `maxBodyBytes` as `Max body`: limits are named in code, with their unit at the end. */
function limitFact(name: string, value: number): [string, string] {
  const unit = /(Bytes|Ms)$/.exec(name)?.[1];
  const words = (unit ? name.slice(0, -unit.length) : name).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  if (unit === 'Bytes') return [title, formatBytes(value)];
  if (unit === 'Ms') return [title, formatDuration(value)];
  return [title, formatCount(value)];
}

/** `receiver.maxHeadBytes` belongs to the receiver; what has no such beginning is of the whole. */
function limitGroups(limits: Readonly<Record<string, number>>): Map<string, [string, string][]> {
  const groups = new Map<string, [string, string][]>();
  for (const [name, value] of Object.entries(limits)) {
    const [group, own] = name.includes('.') ? name.split('.', 2) : ['', name];
    const facts = groups.get(group ?? '') ?? [];
    groups.set(group ?? '', [...facts, limitFact(own ?? name, value)]);
  }
  return groups;
}

/** What this is made of, and where its bounds are. */
export function AboutPart() {
  const info = useSystem((system) => system.info);
  if (!info) return null;
  const versions = [['tacklebox', info.version], ...Object.entries(info.versions)] as const;
  return (
    <>
      <Section
        title="Versions"
        aside={
          <CopyButton
            text={versions.map(([name, version]) => `${name} ${version}`).join('\n')}
            label="Copy the versions"
            iconOnly
          />
        }
      >
        <Facts
          items={versions.map(([name, version]) => [name ?? '', <Mono key={name}>{version}</Mono>] as const)}
        />
      </Section>
      {[...limitGroups(info.limits)].map(([group, facts]) => (
        <Section key={group} title={group ? `Limits of the ${group}` : 'Limits'}>
          <Facts items={facts} />
        </Section>
      ))}
    </>
  );
}

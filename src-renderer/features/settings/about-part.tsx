import { useSystem } from '#renderer/platform/system-store.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { formatBytes, formatCount, formatDuration } from '#renderer/ui/format.ts';
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
      <Section title="Limits">
        <Facts items={Object.entries(info.limits).map(([name, value]) => limitFact(name, value))} />
      </Section>
    </>
  );
}

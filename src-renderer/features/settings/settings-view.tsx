import { Keyboard } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useKeyMap } from '#renderer/platform/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { AboutPart } from './about-part.tsx';
import { AppearancePart } from './appearance-part.tsx';
import { DataPart } from './data-part.tsx';
import { EngineForm } from './engine-form.tsx';
import { HttpsPart } from './https-part.tsx';
import { SecretsPart } from './secrets-part.tsx';

const parts: readonly { id: string; title: string; about: string; content: ReactNode }[] = [
  {
    id: 'receiving',
    title: 'Receiving and keeping',
    about: 'Where requests are caught, how much of one is taken, and how long deliveries stay.',
    content: <EngineForm />,
  },
  {
    id: 'https',
    title: 'HTTPS',
    about: 'Catching over HTTPS, how senders come to trust it, and what is trusted where requests are sent.',
    content: <HttpsPart />,
  },
  { id: 'appearance', title: 'Appearance', about: 'Takes effect at once.', content: <AppearancePart /> },
  {
    id: 'secrets',
    title: 'Secrets',
    about: 'How signing secrets are kept on this machine.',
    content: <SecretsPart />,
  },
  {
    id: 'data',
    title: 'Data',
    about: 'Everything is in one folder of this machine, and nowhere else.',
    content: <DataPart />,
  },
  { id: 'about', title: 'About', about: 'Versions and limits.', content: <AboutPart /> },
];

/** The action that another part of the interface has registered for a key. */
function runKey(keys: string): void {
  const { layers } = useKeyMap.getState();
  layers
    .flatMap(({ actions }) => actions)
    .find((action) => action.keys === keys)
    ?.run();
}

/** What can be set, what is kept where, and what this is. */
export function SettingsView() {
  const page = useRef<HTMLDivElement>(null);
  const show = (id: string) => page.current?.querySelector(`#${id}`)?.scrollIntoView({ block: 'start' });
  return (
    <div ref={page} className="h-full overflow-y-auto">
      <TopSlot>
        <nav aria-label="Parts of the settings" className="flex gap-1">
          {parts.map(({ id, title }) => (
            <Button key={id} variant="ghost" onClick={() => show(id)}>
              {title}
            </Button>
          ))}
        </nav>
        <Button icon={Keyboard} keys="?" className="ml-auto" onClick={() => runKey('?')}>
          Keyboard
        </Button>
      </TopSlot>
      <div className="mx-auto grid max-w-[920px] px-6 pb-10">
        {parts.map(({ id, title, about, content }) => (
          <section
            key={id}
            id={id}
            aria-labelledby={`${id}-title`}
            className="grid scroll-mt-2 grid-cols-[220px_minmax(0,1fr)] gap-x-8 border-b py-7 last:border-b-0 max-[1080px]:grid-cols-1 max-[1080px]:gap-y-4"
          >
            <div className="grid content-start gap-1">
              <h2 id={`${id}-title`} className="text-lg font-semibold">
                {title}
              </h2>
              <p className="text-soft text-pretty">{about}</p>
            </div>
            <div className="grid min-w-0 content-start gap-4">{content}</div>
          </section>
        ))}
      </div>
    </div>
  );
}

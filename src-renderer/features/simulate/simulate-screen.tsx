import { useEffect } from 'react';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { AdviseView } from './lab/advise-view.tsx';
import { CapacityView } from './lab/capacity-view.tsx';
import { IncidentView } from './lab/incident-view.tsx';
import { type LabMode, useLab } from './lab/lab-store.ts';
import { SimulateView } from './simulate-view.tsx';

const modes: readonly { value: LabMode; label: string }[] = [
  { value: 'play', label: 'Play' },
  { value: 'incident', label: 'Incident' },
  { value: 'advise', label: 'Advise' },
  { value: 'capacity', label: 'Capacity' },
];

const views: Record<LabMode, () => React.ReactNode> = {
  play: SimulateView,
  incident: IncidentView,
  advise: AdviseView,
  capacity: CapacityView,
};

/** The retry lab: playing policies, replaying incidents, advice, and what a receiver must bear. */
export function SimulateScreen() {
  const { mode, setMode, changeIncident } = useLab();
  const { params, visit } = useNavigation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit counts, also one with the same parameters
  useEffect(() => {
    if (params.incident === undefined) return;
    changeIncident(params.incident);
    setMode('incident');
  }, [visit]);
  const View = views[mode];
  return (
    <>
      <TopSlot>
        <Segmented label="What to do" value={mode} options={modes} onChange={setMode} />
      </TopSlot>
      <View />
    </>
  );
}

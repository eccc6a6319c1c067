import { type RefObject, useEffect, useRef, useState } from 'react';
import { edgePx, isWhole, panned, type View, wholeView, zoomed } from './scale.ts';

const wheelStep = 1.0018;

/** Which part of the story is in view, and the wheel's way of changing it. */
export function useView(box: RefObject<HTMLElement | null>) {
  const [view, setView] = useState<View>(wholeView);
  const shown = useRef(view);
  shown.current = view;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // A page that scrolls under a resting pointer must not end in here: only a pointer that moved is meant.
    let isMeant = false;
    const move = (event: PointerEvent) => {
      if (event.movementX !== 0 || event.movementY !== 0) isMeant = true;
    };
    const leave = () => {
      isMeant = false;
    };
    const wheel = (event: WheelEvent) => {
      if (!isMeant && !event.ctrlKey) return;
      const width = Math.max(1, element.clientWidth - 2 * edgePx);
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      const by = sideways ? event.deltaX || event.deltaY : event.deltaY;
      // Nothing more to zoom out of: the page scrolls on.
      if (isWhole(shown.current) && (sideways || by >= 0)) return;
      event.preventDefault();
      const at = (event.clientX - element.getBoundingClientRect().left - edgePx) / width;
      setView((old) =>
        sideways ? panned(old, by / width) : zoomed(old, wheelStep ** by, Math.min(1, Math.max(0, at))),
      );
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('wheel', wheel);
    };
  }, [box]);

  return { view, setView };
}

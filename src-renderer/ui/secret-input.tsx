import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { TextInput, type TextInputProps } from './text-input.tsx';

/** A field whose text is hidden until it is asked for. */
export function SecretInput(props: Omit<TextInputProps, 'type' | 'wire'>) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <TextInput
        wire
        {...props}
        type={shown ? 'text' : 'password'}
        className="pr-8"
        autoComplete="new-password"
      />
      <IconButton
        icon={shown ? EyeOff : Eye}
        label={shown ? 'Hide' : 'Show'}
        onClick={() => setShown(!shown)}
        className="absolute top-[2px] right-[2px]"
      />
    </div>
  );
}

import { endWithLauncher } from '#main/hosts/end-with-launcher.ts';

endWithLauncher();
setInterval(() => undefined, 1000);
console.log(process.pid);

// Loaded into the CDK command line: without whoever started it, it would go on asking a server that is gone, for minutes.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) {
    process.kill(-process.pid, 'SIGKILL');
  }
}, 500).unref();

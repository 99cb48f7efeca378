process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`processor milliseconds: ${Math.round((user + system) / 1000)}\n`);
});

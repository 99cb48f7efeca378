/** The error in a body of Amazon S3 or Amazon SNS, which are XML. */
export function xmlErrorIn(body: string, status: number) {
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  const message = element('Message') ?? 'The answer has no message.';
  return {
    name: element('Code') ?? `HTTP ${status}`,
    message: message.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  };
}

import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A message as it was published. */
export interface Published {
  readonly topicArn: string;
  /** Absent for messages to chat applications. */
  readonly subject?: string;
  readonly text: string;
}

/** As much of Amazon SNS as monitors call: `Publish`, with the limits of its guide. Anything else is refused. */
export class Topic {
  /** In the order in which they were accepted. */
  readonly messages: Published[] = [];
  /** How many of the next messages are refused, for good as far as their sender can know. */
  refusals = 0;
  /** Called with a message that is accepted, before its caller learns of it. */
  onPublish?: (message: Published) => Promise<void>;

  /** How long every answer waits, in real milliseconds. */
  latencyMs = 0;

  private readonly server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (this.latencyMs > 0) await sleep(this.latencyMs);
    await this.publish(new URLSearchParams(Buffer.concat(chunks).toString()), response);
  });

  /** The environment in which functions find it. */
  async start(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return { AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}` };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async publish(form: URLSearchParams, response: http.ServerResponse): Promise<void> {
    const [topicArn, text, subject] = [form.get('TopicArn') ?? '', form.get('Message') ?? '', form.get('Subject') ?? undefined];
    // A subject is up to 100 printable characters of ASCII and does not begin with a blank; a message has 256 KiB.
    const isValid = /^arn:aws:sns:[^:]+:\d{12}:[\w-]+$/.test(topicArn) && text !== '' && Buffer.byteLength(text) <= 262_144
      && (subject === undefined || /^[!-~][ -~]{0,99}$/.test(subject));
    if (form.get('Action') !== 'Publish' || !isValid) {
      response.writeHead(400, { 'content-type': 'text/xml' })
        .end('<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter</Message></Error></ErrorResponse>');
      return;
    }
    if (this.refusals > 0) {
      this.refusals--;
      response.writeHead(403, { 'content-type': 'text/xml' })
        .end('<ErrorResponse><Error><Type>Sender</Type><Code>KMSAccessDenied</Code><Message>Not allowed</Message></Error></ErrorResponse>');
      return;
    }
    const message = { topicArn, subject, text };
    this.messages.push(message);
    await this.onPublish?.(message);
    response.writeHead(200, { 'content-type': 'text/xml' })
      .end('<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>');
  }
}

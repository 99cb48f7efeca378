import { badValue } from '../../api-error';
import { Call } from '../call';

const CRON = /^cron\(\S+( \S+){4,5}\)$/;
const RATE = /^rate\([1-9]\d* (minutes?|hours?|days?)\)$/;

export function checkSchedule({ input: { schedule } }: Call): void {
  const { scheduleExpression, timezone } = schedule ?? {};
  if (scheduleExpression && !CRON.test(scheduleExpression) && !RATE.test(scheduleExpression)) {
    throw badValue('schedule.scheduleExpression', `'${scheduleExpression}' is neither a cron expression nor a rate expression.`);
  }
  if (timezone && !isTimeZone(timezone)) {throw badValue('schedule.timezone', `'${timezone}' is not a time zone of IANA.`);}
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format() !== '';
  } catch {
    return false;
  }
}

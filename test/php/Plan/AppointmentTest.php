<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use DateTimeImmutable;
use DateTimeZone;
use Modules\ModuleSecurityChecklist\Lib\Plan\Appointment;
use PHPUnit\Framework\TestCase;

/**
 * Never earlier than the calendar of the PBX says, and not at all where that calendar cannot be believed.
 */
final class AppointmentTest extends TestCase
{
    private const BERLIN = 'Europe/Berlin';

    /**
     * @dataProvider states
     *
     * @param float  $passed  seconds of the clock that nobody sets
     * @param float  $shown   seconds of the calendar
     * @param string $boot    '': the same one
     */
    public function testStates(string $state, float $passed, float $shown, string $boot = ''): void
    {
        $made = new DateTimeImmutable('2026-11-23T12:00:00+03:00');
        $one = new Appointment($made->modify('+3600 seconds'), $made->modify('+4500 seconds'), 'boot', 1000.0, $made);
        $again = Appointment::read(json_decode((string) json_encode($one->written()), true));
        self::assertNotNull($again);
        $now = $made->modify(sprintf('%+d seconds', $shown));
        self::assertSame($state, $again->state($boot === '' ? 'boot' : $boot, $boot === '' ? 1000.0 + $passed : $passed, $now));
    }

    /**
     * @return array<string, array{0: string, 1: float, 2: float, 3?: string}>
     */
    public function states(): array
    {
        return [
            'at once' => [Appointment::EARLY, 0, 0],
            'a second before' => [Appointment::EARLY, 3599, 3599],
            'in time' => [Appointment::NOW, 3600, 3600],
            'some minutes late' => [Appointment::NOW, 3900, 3900],
            'too late' => [Appointment::LATE, 3901, 3901],
            'put right by a little' => [Appointment::NOW, 3600, 3610],
            'slow by a little: by the calendar it is not time' => [Appointment::EARLY, 3660, 3590],
            'as far off as may be' => [Appointment::NOW, 3720, 3600],
            'a second more' => [Appointment::OTHER_CLOCK, 3721, 3600],
            'another boot, set back by as much as may be' => [Appointment::EARLY, 30, -120, 'other'],
            'another boot, set back by a second more' => [Appointment::OTHER_CLOCK, 30, -121, 'other'],
            'at once, by a calendar that went back' => [Appointment::OTHER_CLOCK, 0, -121],
            'at once, by a calendar that leapt' => [Appointment::OTHER_CLOCK, 0, 121],
            'leapt' => [Appointment::OTHER_CLOCK, 600, 3600],
            'leapt, told before its time' => [Appointment::OTHER_CLOCK, 60, 600],
            'went back' => [Appointment::OTHER_CLOCK, 3600, 60],
            'another boot, in time' => [Appointment::NOW, 30, 3700, 'other'],
            'another boot, early' => [Appointment::EARLY, 30, 300, 'other'],
            'another boot, off for too long' => [Appointment::LATE, 30, 8000, 'other'],
            'another boot, calendar went back' => [Appointment::OTHER_CLOCK, 30, -100000, 'other'],
            'a container that starts anew' => [Appointment::NOW, -990, 3650],
        ];
    }

    public function testAnotherZoneIsAnotherClock(): void
    {
        $made = new DateTimeImmutable('2026-11-23T12:00:00', new DateTimeZone(self::BERLIN));
        $one = new Appointment($made->modify('+60 seconds'), $made->modify('+600 seconds'), 'boot', 1000.0, $made);
        $then = $made->modify('+61 seconds');
        self::assertSame(Appointment::NOW, $one->state('boot', 1061.0, $then));
        self::assertSame(Appointment::OTHER_CLOCK, $one->state('boot', 1061.0, $then->setTimezone(new DateTimeZone('Europe/Moscow'))));
    }

    public function testSummerTimeInBetweenIsNoOtherClock(): void
    {
        $zone = new DateTimeZone(self::BERLIN);
        $made = new DateTimeImmutable('2026-03-28T22:00:00', $zone);
        $at = Appointment::moment('2026-03-29T22:00', $zone);
        self::assertNotNull($at);
        $seconds = $at->getTimestamp() - $made->getTimestamp();
        self::assertSame(23 * 3600, $seconds);
        $one = new Appointment($at, $at->setTimestamp($at->getTimestamp() + 900), 'boot', 0.0, $made);
        self::assertSame(Appointment::NOW, $one->state('boot', $seconds, $made->setTimestamp($at->getTimestamp())));
    }

    /**
     * @dataProvider walls
     */
    public function testMoments(string $wall, ?string $moment): void
    {
        $found = Appointment::moment($wall, new DateTimeZone(self::BERLIN));
        self::assertSame($moment, $found === null ? null : $found->format(DATE_ATOM));
    }

    /**
     * @return list<array{string, string|null}>
     */
    public function walls(): array
    {
        return [
            ['2026-11-30T22:00', '2026-11-30T22:00:00+01:00'],
            ['2026-07-30T22:00', '2026-07-30T22:00:00+02:00'],
            // The clocks go from 2:00 to 3:00: there is no such moment.
            ['2026-03-29T02:30', null],
            // They go back from 3:00 to 2:00: never before both.
            ['2026-10-25T02:30', '2026-10-25T02:30:00+01:00'],
            ['2026-02-30T12:00', null],
            ['2026-11-30T24:00', null],
            ['tomorrow', null],
        ];
    }

    public function testWhatCanBeAskedFor(): void
    {
        $now = new DateTimeImmutable('2026-11-23T12:00:00+03:00');
        $is = static function (int $ahead, int $toConfirm) use ($now): bool {
            return Appointment::isPossible($now->modify("+$ahead seconds"), $now->modify('+' . ($ahead + $toConfirm) . ' seconds'), $now);
        };
        self::assertTrue($is(0, 180));
        self::assertTrue($is(60, 180));
        self::assertTrue($is(2592000, 3600));
        self::assertFalse($is(2592001, 900));
        self::assertFalse($is(60, 179));
        self::assertFalse($is(60, 3601));
        self::assertFalse(Appointment::isPossible($now->modify('-1 second'), $now->modify('+600 seconds'), $now));
    }

    public function testWhatIsLeftToConfirmIsAnHourAtMost(): void
    {
        $at = new DateTimeImmutable('2026-11-23T12:00:00+03:00');
        $left = static fn (int $seconds): int => (new Appointment($at, $at->modify("+$seconds seconds"), 'boot', 1.0, $at))
            ->secondsToConfirm($at->modify('+100 seconds'));
        self::assertSame([800, 3600, 3600], [$left(900), $left(3700), $left(3701)]);
    }

    public function testWithoutOneOfItsPartsItIsNone(): void
    {
        $at = new DateTimeImmutable('2026-11-23T12:00:00+03:00');
        $written = (new Appointment($at, $at, 'boot', 1.0, $at))->written();
        self::assertNotNull(Appointment::read($written));
        foreach (array_keys($written) as $name) {
            self::assertNull(Appointment::read(array_diff_key($written, [$name => 0])), $name);
            self::assertNull(Appointment::read([$name => 'no time'] + ($name === 'boot' ? ['at' => ''] : []) + $written), $name);
        }
    }

    public function testNoSuchThingIsRead(): void
    {
        foreach ([null, [], ['at' => 'x'], 'text', ['at' => '2026-11-23T12:00:00+03:00', 'until' => '', 'madeAt' => '', 'boot' => 'b', 'uptime' => 1]] as $no) {
            self::assertNull(Appointment::read($no));
        }
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use PHPUnit\Framework\TestCase;

/**
 * Until when: by the clock that nobody sets while the machine runs, else by the calendar, and never longer than was asked for.
 */
final class DeadlineTest extends TestCase
{
    private static function set(int $seconds = 300): Deadline
    {
        return new Deadline('boot', 1000.0, self::moment(0), $seconds);
    }

    private static function moment(int $seconds): DateTimeImmutable
    {
        return (new DateTimeImmutable('2026-11-23T12:00:00+03:00'))->modify(sprintf('%+d seconds', $seconds));
    }

    /**
     * @dataProvider clocks
     *
     * @param int $calendar seconds that it went on
     */
    public function testWhatIsLeft(float $left, string $boot, float $uptime, int $calendar): void
    {
        self::assertSame($left, self::set()->secondsLeft($boot, $uptime, self::moment($calendar)));
    }

    /**
     * @return array<string, array{float, string, float, int}>
     */
    public function clocks(): array
    {
        return [
            'at once, whatever the calendar says' => [300.0, 'boot', 1000.0, -5000],
            'a minute later' => [240.0, 'boot', 1060.0, 5000],
            'too late' => [-1.0, 'boot', 1301.0, 0],
            'another boot' => [240.0, 'other', 1060.0, 60],
            'another boot, in the same second' => [300.0, 'other', 5.0, 0],
            'another boot, the next second' => [299.0, 'other', 5.0, 1],
            'another boot, the calendar went back' => [0.0, 'other', 5.0, -1],
            'a container that started anew' => [200.0, 'boot', 999.0, 100],
        ];
    }

    public function testMoreTimeIsGivenUpToTheLongest(): void
    {
        $seconds = static fn (Deadline $one) => $one->written()['seconds'];
        self::assertSame(600, $seconds(self::set()->extended(300, 3600)));
        self::assertSame(400, $seconds(self::set()->extended(300, 400)));
        self::assertSame(300, $seconds(self::set()->extended(300, 200)), 'it is never less than it was');
        self::assertSame('2026-11-23T12:10:00+03:00', self::set()->extended(300, 3600)->at()->format(DATE_ATOM));
    }

    public function testItIsReadAsItIsWritten(): void
    {
        $written = self::set()->written();
        self::assertEquals(self::set(), Deadline::read($written));
        foreach (['boot' => 7, 'uptime' => '1000', 'seconds' => '300', 'setAt' => 'soon'] as $name => $odd) {
            self::assertNull(Deadline::read([$name => $odd] + $written), $name);
            self::assertNull(Deadline::read(array_diff_key($written, [$name => 0])), $name);
        }
    }

    public function testWhatComesDueIsReadAsItIsWritten(): void
    {
        $due = new Due('plan1', self::set(), 'in-use');
        self::assertEquals($due, Due::read($due->written()));
        self::assertSame(['plan1', 'in-use', 'stuck'], [$due->plan(), $due->trouble(), $due->troubled('stuck')->trouble()]);
        $odd = Due::read(['trouble' => 7] + $due->written());
        self::assertNotNull($odd);
        self::assertSame('', $odd->trouble());
        foreach ([null, 'plan1', ['plan' => 7] + $due->written(), ['deadline' => 'soon'] + $due->written(), ['plan' => 'plan1']] as $none) {
            self::assertNull(Due::read($none));
        }
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Fail2ban;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Unexempt;
use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;
use PHPUnit\Framework\TestCase;

/**
 * The numbers of bans and the list of trusted addresses: as they are kept, compared, merged with what somebody else made of
 * them meanwhile, and put back.
 */
final class Fail2banTest extends TestCase
{
    private const ROW = ['id' => '1', 'maxretry' => '5', 'findtime' => '600', 'bantime' => '3600', 'whitelist' => '10.0.0.0/8 203.0.113.5'];

    /**
     * @param array<string, string|null>|null $row
     */
    private static function config(?array $row): Config
    {
        return new Config([], [], [], $row, true, []);
    }

    /**
     * @param array<string, string|null> $changes
     *
     * @return array<string, string|null>
     */
    private static function row(array $changes): array
    {
        return $changes + self::ROW;
    }

    public function testWhatItMeansIsHowManyInWhatTimeForHowLongAndForWhomNot(): void
    {
        $object = new Fail2ban();
        self::assertSame(
            ['there' => true, 'maxretry' => 5, 'findtime' => 600, 'bantime' => 3600, 'whitelist' => ['10.0.0.0/8', '203.0.113.5/32']],
            $object->state(self::config(self::row(['id' => '1'])), new Made())
        );
        self::assertSame(['there' => false], $object->state(self::config(null), new Made()));
    }

    /**
     * @dataProvider lists
     *
     * @param list<string> $meant
     */
    public function testTheListIsReadHoweverItIsWritten(string $list, array $meant): void
    {
        $state = (new Fail2ban())->state(self::config(self::row(['whitelist' => $list])), new Made());
        self::assertSame($meant, $state['whitelist']);
    }

    /**
     * @return array<string, array{string, list<string>}>
     */
    public function lists(): array
    {
        return [
            'nothing' => ['', []],
            'blanks' => ["  \n ", []],
            'one in each line' => ["10.0.0.1\n10.0.0.2", ['10.0.0.1/32', '10.0.0.2/32']],
            'commas and semicolons' => ['10.0.0.1, 10.0.0.2;10.0.0.3', ['10.0.0.1/32', '10.0.0.2/32', '10.0.0.3/32']],
            'twice, otherwise written' => ['10.0.0.1 10.0.0.1/32 2001:DB8::0 2001:db8::/128', ['10.0.0.1/32', '2001:db8::/128']],
            'a word that is no network' => ['office 10.0.0.1', ['office', '10.0.0.1/32']],
        ];
    }

    public function testItIsAsKeptToTheLastByte(): void
    {
        $object = new Fail2ban();
        $kept = $object->keep(self::config(self::ROW), new Made());
        self::assertSame(['row' => self::ROW], $kept);
        self::assertTrue($object->isAsKept($kept, self::config(self::ROW), new Made()));
        self::assertFalse($object->isAsKept($kept, self::config(self::row(['whitelist' => self::ROW['whitelist'] . ' '])), new Made()));
        self::assertFalse($object->isAsKept($kept, self::config(null), new Made()));
        self::assertTrue($object->isAsKept(['row' => null], self::config(null), new Made()));
        self::assertFalse($object->isAsKept(['row' => null], self::config(self::ROW), new Made()));
        self::assertFalse($object->isAsKept([], self::config(self::ROW), new Made()));
    }

    /**
     * @dataProvider changes
     *
     * @param array<string, string> $kept    before the plan
     * @param array<string, string> $planned after it
     * @param array<string, string> $now     as somebody left it
     * @param array<string, string> $merged  what is put back
     */
    public function testWhatSomebodyMadeStricterStays(array $kept, array $planned, array $now, array $merged): void
    {
        $object = new Fail2ban();
        $after = $object->state(self::config(self::row($planned)), new Made());
        self::assertSame(
            ['row' => self::row($merged)],
            $object->merged(['row' => self::row($kept)], $after, self::config(self::row($now)), new Made())
        );
    }

    /**
     * @return array<string, array{array<string, string>, array<string, string>, array<string, string>, array<string, string>}>
     */
    public function changes(): array
    {
        $row = static fn (string $name, string $kept, string $planned, string $now, string $merged): array
            => [[$name => $kept], [$name => $planned], [$name => $now], [$name => $merged]];
        return [
            'nothing' => [[], [], [], []],
            'what the plan made' => $row('maxretry', '20', '5', '5', '20'),
            'fewer failures' => $row('maxretry', '20', '5', '3', '3'),
            'more failures' => $row('maxretry', '20', '5', '7', '20'),
            'a longer time' => $row('findtime', '600', '3600', '7200', '7200'),
            'the time of the plan' => $row('findtime', '600', '3600', '3600', '600'),
            'a shorter time' => $row('findtime', '600', '3600', '60', '600'),
            'a longer ban' => $row('bantime', '600', '3600', '7200', '7200'),
            'a shorter ban' => $row('bantime', '600', '3600', '60', '600'),
            'a ban of no time' => $row('bantime', '600', '3600', '0', '600'),
            'a ban for ever' => $row('bantime', '600', '3600', '-1', '-1'),
            'no longer for ever' => $row('bantime', '600', '-1', '7200', '600'),
            'of no time, then for ever' => $row('bantime', '600', '0', '-1', '-1'),
            'the list of the plan' => $row('whitelist', '', '10.0.0.1', '10.0.0.1', ''),
            'a list without one of them' => $row('whitelist', '', '10.0.0.1 10.0.0.2', '10.0.0.2', '10.0.0.2'),
            'a list without any' => $row('whitelist', '10.0.0.9', '10.0.0.1 10.0.0.2', '', ''),
            'a list with another one' => $row('whitelist', '', '10.0.0.1', '10.0.0.1 10.0.0.2', ''),
            'a list with another one instead' => $row('whitelist', '', '10.0.0.1 10.0.0.2', '10.0.0.3', ''),
        ];
    }

    public function testNothingIsMergedWithARowThatIsNotThere(): void
    {
        $object = new Fail2ban();
        $after = ['there' => true, 'maxretry' => 5];
        $kept = ['row' => self::ROW];
        self::assertSame($kept, $object->merged($kept, $after, self::config(null), new Made()));
        self::assertSame(['row' => null], $object->merged(['row' => null], $after, self::config(self::row(['maxretry' => '3'])), new Made()));
    }

    public function testADamagedRecordMakesNothingStricter(): void
    {
        $kept = ['row' => self::ROW];
        $now = self::config(self::row(['maxretry' => '3', 'whitelist' => '']));
        foreach ([['maxretry' => 'x'], ['whitelist' => 'x'], ['whitelist' => null], ['maxretry' => []]] as $after) {
            self::assertSame($kept, (new Fail2ban())->merged($kept, $after, $now, new Made()));
        }
    }

    /**
     * @dataProvider ends
     */
    public function testAPlanTakesItsOwnEntriesOutOfTheList(string $before, string $after, string $now, string $left): void
    {
        $object = new Fail2ban();
        $state = $object->state(self::config(self::row(['whitelist' => $after])), new Made());
        $without = $object->without(['row' => self::row(['whitelist' => $before])], $state, self::config(self::row(['whitelist' => $now, 'maxretry' => '9'])));
        self::assertSame(['row' => self::row(['whitelist' => $left, 'maxretry' => '9'])], $without);
    }

    /**
     * @return array<string, array{string, string, string, string}>
     */
    public function ends(): array
    {
        return [
            'as the plan left it' => ['10.0.0.1', '10.0.0.1 10.0.0.7', '10.0.0.1 10.0.0.7', '10.0.0.1'],
            'with one that came since' => ['10.0.0.1', '10.0.0.1 10.0.0.7', '10.0.0.1 10.0.0.7 10.0.0.8', '10.0.0.1 10.0.0.8'],
            'otherwise written' => ['', '10.0.0.7', '10.0.0.7/32', ''],
            'one that was there before' => ['10.0.0.7/32', '10.0.0.7', '10.0.0.7', '10.0.0.7'],
            'a word' => ['', 'office 10.0.0.7', 'office 10.0.0.7', ''],
        ];
    }

    public function testARowThatIsGoneStaysGone(): void
    {
        $object = new Fail2ban();
        self::assertSame(['row' => null], $object->without(['row' => self::ROW], [], self::config(null)));
        self::assertSame(['row' => self::ROW], $object->without(['row' => null], ['whitelist' => ['10.0.0.0/8']], self::config(self::ROW)));
    }

    public function testWhatIsForetoldIsWhatIsKept(): void
    {
        $object = new Fail2ban();
        $now = self::config(self::row(['maxretry' => '1']));
        self::assertSame(self::ROW, $object->predict(['row' => self::ROW], $now, new Made())->fail2ban());
        self::assertNull($object->predict(['row' => null], $now, new Made())->fail2ban());
        self::assertNull($object->predict(['row' => 'damaged'], $now, new Made())->fail2ban());
        $odd = ['row' => ['id' => '1', 'maxretry' => 5]];
        self::assertSame(['id' => '1', 'maxretry' => null], $object->predict($odd, $now, new Made())->fail2ban(), 'a cell is a text');
    }

    public function testWithoutARowNothingIsPutBack(): void
    {
        $restorer = $this->createMock(Restorer::class);
        $restorer->expects(self::once())->method('putFail2ban')->with(self::ROW);
        (new Fail2ban())->putBack(['row' => self::ROW], self::config(null), new Made(), $restorer);
        $this->expectException(PlayFailed::class);
        (new Fail2ban())->putBack(['row' => null], self::config(self::ROW), new Made(), $restorer);
    }

    public function testTheEndOfARotationForetellsTheRowAsItWasOrWithoutItsOwn(): void
    {
        $kept = ['row' => self::ROW];
        $own = self::row(['whitelist' => self::ROW['whitelist'] . ' 10.9.9.9']);
        $after = (new Fail2ban())->state(self::config($own), new Made());
        $step = new Unexempt($kept, $after);
        self::assertSame(self::ROW, $step->predict(self::config($own), 1, new Made(), [])->fail2ban());
        $later = self::row(['whitelist' => '10.9.9.9 10.0.0.0/8', 'maxretry' => '2']);
        self::assertSame(
            self::row(['whitelist' => '10.0.0.0/8', 'maxretry' => '2']),
            $step->predict(self::config($later), 1, new Made(), [])->fail2ban(),
            'somebody changed it since'
        );
        $restorer = $this->createMock(Restorer::class);
        $restorer->expects(self::once())->method('putFail2ban')->with(self::ROW);
        $hands = new Hands($this->createMock(Executor::class), $restorer);
        $step->play($hands, new Made(), self::config($own));
        // Somebody took it out already.
        $step->play($hands, new Made(), self::config(self::row(['maxretry' => '2', 'whitelist' => '10.0.0.0/8'])));
        self::assertSame([[], [], null, false], [$step->parts(), $step->undo(1, true), $step->refersTo(), $step->makesRule()]);
        self::assertSame(['fail2ban'], array_map(static fn ($object): string => $object->key(), $step->objects(1, true)));
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Closed;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Phase;
use Modules\ModuleSecurityChecklist\Lib\Plan\Proof;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use PHPUnit\Framework\TestCase;
use UnexpectedValueException;

/**
 * What a player leaves behind is what the next one finds; what was damaged meanwhile is never taken for more than it is.
 */
final class RecordTest extends TestCase
{
    public function testTheNextPlayerKnowsAllThatThisOneKnew(): void
    {
        foreach ([Proof::CONNECTION, Proof::SIGN_IN, null] as $proof) {
            $record = self::full();
            $record->proof = $proof;
            self::assertEquals($record, Record::read(self::text($record->written())));
        }
        self::assertEquals(self::least(), Record::read(self::text(self::least()->written())));
    }

    public function testEachSwitchIsKeptByItself(): void
    {
        foreach (['hasOrder', 'closes', 'isUncertain', 'isConfirmed', 'isSheetClosed', 'wasUnsettled'] as $name) {
            self::assertFalse(self::least()->{$name}, $name);
            foreach ([true, false] as $value) {
                $record = self::least();
                $record->{$name} = $value;
                self::assertSame($value, Record::read(self::text($record->written()))->{$name}, $name);
            }
        }
    }

    public function testAtFirstNothingIsDoneAndNobodyHasProvenAnything(): void
    {
        $record = new Record();
        self::assertSame(Phase::ACCEPTED, $record->phase);
        self::assertSame([0, 0, 0], [$record->begun, $record->done, $record->resumed]);
        self::assertSame([null, null, null, null], [
            $record->confirmSeconds, $record->proof, $record->reference, $record->signInAfter,
        ]);
        self::assertTrue($record->closed->isNothing());
    }

    /**
     * Who is connected is looked up anew.
     */
    public function testKeptAreNumbersOfPlacesAlsoWhereTheyBeginWithNothing(): void
    {
        $written = self::full()->written();
        self::assertArrayNotHasKey('connected', $written);
        $text = self::text($written);
        foreach (['made', 'seen', 'foreign', 'missed', 'objects'] as $name) {
            self::assertStringContainsString("\"$name\":{", $text);
            self::assertStringContainsString("\"$name\":{}", self::text(self::least()->written()));
        }
    }

    /**
     * @dataProvider odd
     *
     * @param mixed $value
     * @param mixed $read
     */
    public function testWhatIsNotWhatItShouldBeIsNothing(string $name, $value, $read): void
    {
        self::assertSame($read, Record::read(self::text([$name => $value] + self::full()->written()))->{$name});
    }

    /**
     * @return array<string, array{string, mixed, mixed}>
     */
    public function odd(): array
    {
        $odd = [];
        foreach (['undoOf', 'action', 'person', 'address', 'nonce', 'acceptedAt', 'reason', 'detail', 'endedAt'] as $name) {
            $odd["$name is a number"] = [$name, 7, ''];
        }
        foreach (['begun', 'done', 'resumed'] as $name) {
            $odd["$name is a text"] = [$name, '7', 0];
        }
        foreach (['hasOrder', 'closes', 'isUncertain', 'isConfirmed'] as $name) {
            $odd["$name is a number"] = [$name, 1, false];
        }
        return $odd + [
            'no seconds' => ['confirmSeconds', '300', null],
            'no plan' => ['plan', 'close-web-cti', null],
            'no proof' => ['proof', 'my word', null],
            'no time of a sign-in' => ['signInAfter', '1', null],
            'ids that are none' => ['made', ['1' => 'four', '2' => 5], [1 => 0, 2 => 5]],
            'ids that were none' => ['idsBefore', ['four', 5], [0, 5]],
            'reasons that are none' => ['missed', ['1' => 7, '2' => 'locked'], [1 => '', 2 => 'locked']],
            'steps that are none' => ['steps', ['x', ['kind' => 'a', 'deep' => [1]]], [[], ['kind' => 'a']]],
            'objects that are none' => ['objects', ['rule 4' => 1, 'rule 7' => 'old'], ['rule 4' => '', 'rule 7' => 'old']],
            'no list of them' => ['seen', 'all', []],
            'no list of others' => ['foreign', 7, []],
        ];
    }

    public function testPasswordsOfPersonsAreForgottenWithTheirPlan(): void
    {
        $record = self::least();
        self::assertFalse($record->setsPasswords());
        foreach (['before', 'typed', 'sealed'] as $name) {
            $one = self::least();
            $one->{$name} = ['before' => ['secret:web' => []], 'typed' => 'closed', 'sealed' => ['web' => 'x']][$name];
            self::assertTrue($one->setsPasswords(), $name);
        }
        $record->before = ['secret:sip:201' => [], 'rule:4' => []];
        self::assertFalse($record->setsPasswords(), 'of a phone, which is kept until it has the new one');
        self::assertSame(['sip:201'], $record->owners());
        $record->typed = 'closed';
        $record->sealed = ['web' => 'x'];
        $record->kept = ['secret:web' => ['print' => 'a'], 'secret:ssh' => [], 'secret:sip:201' => ['print' => 'b'], 'rule:4' => []];
        $record->forgetPasswords();
        self::assertSame(['', [], ['secret:sip:201', 'rule:4']], [$record->typed, $record->sealed, array_keys($record->kept)]);
    }

    public function testWhatWasSealedIsWipedOfAllOrOfSome(): void
    {
        $kept = ['secret:sip:201' => ['print' => 'a'], 'secret:sip:202' => ['print' => 'b'], 'rule:4' => []];
        $cases = [[null, ['rule:4']], [['secret:sip:201', 'rule:4'], ['secret:sip:202', 'rule:4']], [[], array_keys($kept)]];
        foreach ($cases as [$keys, $left]) {
            $record = self::least();
            $record->kept = $kept;
            $record->wipe($keys);
            self::assertSame($left, array_keys($record->kept));
        }
    }

    public function testTheSheetIsClosedOnce(): void
    {
        self::assertFalse((new Record())->isSheetClosed);
        self::assertSame(0, (new Record())->playedAt);
        foreach ([true, false] as $is) {
            $record = self::least();
            $record->isSheetClosed = $is;
            self::assertSame($is, Record::read(self::text($record->written()))->isSheetClosed);
        }
    }

    public function testOddParts(): void
    {
        $read = static fn (string $name, $value): Record => Record::read(self::text([$name => $value] + self::full()->written()));
        self::assertNull($read('reference', 'the last one')->reference);
        self::assertNull($read('deadline', 'soon')->deadline);
        self::assertTrue($read('closed', 'all')->closed->isNothing());
        self::assertEquals(Arrival::read(null), $read('arrival', 'by foot')->arrival);
    }

    /**
     * @dataProvider broken
     */
    public function testABrokenRecordIsNone(string $json): void
    {
        $this->expectException(UnexpectedValueException::class);
        Record::read($json);
    }

    /**
     * @return array<string, array{string}>
     */
    public function broken(): array
    {
        $written = self::full()->written();
        $rows = static fn (string $bytes): array => ['kept' => base64_encode($bytes)];
        return [
            'nothing' => [''],
            'half of it' => [substr(self::text($written), 0, 100)],
            'a list' => ['[]'],
            'no id' => [self::text(['id' => ''] + $written)],
            'no such phase' => [self::text(['phase' => 'flying'] + $written)],
            'rows that are no base64' => [self::text(['kept' => '?'] + $written)],
            'rows that are base64 but for one character' => [self::text(['kept' => base64_encode(serialize([])) . '?'] + $written)],
            'rows that are no rows' => [self::text($rows('x') + $written)],
            'rows that are a number' => [self::text($rows(serialize(7)) + $written)],
            'no rows' => [self::text(array_diff_key($written, ['before' => 0]))],
        ];
    }

    public function testRowsKeepEachByteAndNoObjects(): void
    {
        $record = self::full();
        $record->kept = ['rule 4' => ['description' => "Provider \xff"]];
        $read = Record::read(self::text($record->written()));
        self::assertSame($record->kept, $read->kept);
        $withObject = ['kept' => base64_encode(serialize(['a' => 'text', 'b' => [new DateTimeImmutable()]]))];
        $kept = Record::read(self::text($withObject + $record->written()))->kept;
        self::assertSame([], $kept['a']);
        self::assertStringContainsString('__PHP_Incomplete_Class', print_r($kept['b'], true));
    }

    /**
     * An earlier version did not keep what was left.
     */
    public function testAnOlderRecordIsReadAsFarAsItGoes(): void
    {
        $written = array_diff_key(self::full()->written(), ['left' => 0]);
        self::assertSame([], Record::read(self::text($written))->left);
    }

    public function testOfADamagedOneTheIdIsSaidWhereItCanBeRead(): void
    {
        $damaged = Record::damaged('{"id":"0123456789abcdef","phase":');
        self::assertSame(['0123456789abcdef', Phase::STUCK, Record::DAMAGED], [$damaged->id, $damaged->phase, $damaged->reason]);
        self::assertSame(str_repeat('0', 16), Record::damaged('{"id":"0123')->id);
    }

    /**
     * @dataProvider connections
     *
     * @param array<mixed> $written
     */
    public function testANumberOfAConnection(array $written, bool $isOne): void
    {
        self::assertSame($isOne, Connection::read($written) !== null);
    }

    /**
     * @return array<string, array{array<mixed>, bool}>
     */
    public function connections(): array
    {
        return [
            'one' => [['epoch' => '7 9', 'number' => 12], true],
            'no number' => [['epoch' => '7 9', 'number' => '12'], false],
            'no server' => [['number' => 12], false],
            'an empty server' => [['epoch' => '', 'number' => 12], false],
            'the longest' => [['epoch' => str_repeat('a', 40), 'number' => 12], true],
            'one too long' => [['epoch' => str_repeat('a', 41), 'number' => 12], false],
            'odd bytes' => [['epoch' => '7-9', 'number' => 12], false],
        ];
    }

    public function testConnectionsAreToldApart(): void
    {
        $first = new Connection('7 9', 12);
        self::assertTrue((new Connection('7 9', 13))->isNewerThan($first));
        self::assertFalse((new Connection('7 9', 12))->isNewerThan($first));
        self::assertFalse((new Connection('8 9', 13))->isNewerThan($first), 'another server counts anew');
        self::assertEquals($first, Connection::fromText($first->text()));
        foreach (['', '12', '12 of ', 'x of 7', '1234567890123456789 of 7', '12 of ' . str_repeat('a', 41)] as $text) {
            self::assertNull(Connection::fromText($text), $text);
        }
        self::assertNotNull(Connection::fromText('123456789012345678 of ' . str_repeat('a', 40)));
    }

    /**
     * @dataProvider deadlines
     *
     * @param array<string, mixed> $changes
     */
    public function testADeadlineIsWholeOrNone(array $changes, bool $isOne): void
    {
        $begin = new DateTimeImmutable('2026-11-23T12:00:00+03:00');
        $deadline = new Deadline('boot 1', 1000.7, $begin, 300);
        self::assertSame('2026-11-23T12:05:00+03:00', $deadline->at()->format(DATE_ATOM));
        self::assertSame($isOne, Deadline::read($changes + $deadline->written()) !== null);
    }

    /**
     * @return array<string, array{array<string, mixed>, bool}>
     */
    public function deadlines(): array
    {
        return [
            'whole' => [[], true],
            'no boot' => [['boot' => 1], false],
            'no uptime' => [['uptime' => '1000'], false],
            'no seconds' => [['seconds' => null], false],
            'no time' => [['setAt' => 5], false],
            'not a time' => [['setAt' => 'soon-ish'], false],
        ];
    }

    private static function least(): Record
    {
        $record = new Record();
        $record->id = 'plan1';
        return $record;
    }

    private static function full(): Record
    {
        $record = self::least();
        foreach (['undoOf', 'action', 'person', 'address', 'nonce', 'acceptedAt', 'reason', 'detail', 'endedAt'] as $name) {
            $record->{$name} = "the $name";
        }
        $record->plan = (object) ['action' => 'close-web-cti', 'steps' => [(object) ['kind' => 'firewall.patch']]];
        $record->phase = Phase::WAITING;
        $record->steps = [['kind' => 'firewall.patch', 'id' => 4, 'enabled' => true]];
        [$record->begun, $record->done, $record->resumed] = [3, 2, 4];
        $record->missed = [0 => 'locked', 3 => 'gone'];
        $record->hasOrder = $record->closes = $record->isUncertain = $record->isConfirmed = true;
        $record->made = [0 => 12, 1 => 13];
        $record->idsBefore = [4, 7];
        $record->kept = $record->before = $record->after = $record->left = ['rule 4' => ['permit' => '0.0.0.0/0']];
        $record->seen = $record->foreign = $record->objects = ['rule 4' => 'old', 'rule 7' => 'new'];
        $record->confirmSeconds = 300;
        $record->closed = Closed::read([['service' => 'WEB', 'from' => 80, 'to' => 80, 'network' => '0.0.0.0/0']]);
        $record->arrival = new Arrival(new Connection('7 9', 12), true, 5, true);
        $record->reference = new Connection('7 9', 13);
        $record->signInAfter = 6;
        $record->deadline = new Deadline('boot 1', 1000.0, new DateTimeImmutable('2026-11-23T12:00:00+03:00'), 300);
        return $record;
    }

    /**
     * @param array<string, mixed> $written
     */
    private static function text(array $written): string
    {
        return json_encode($written, JSON_THROW_ON_ERROR);
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Calls;

use Modules\ModuleSecurityChecklist\Lib\Adapters\CallFile;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsQuestion;
use Modules\ModuleSecurityChecklist\Lib\Calls\Gathering;
use Modules\ModuleSecurityChecklist\Lib\Calls\Summing;
use Modules\ModuleSecurityChecklist\Lib\Calls\Tally;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\MadeCalls;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PDO;
use PHPUnit\Framework\TestCase;

/**
 * @phpstan-import-type Sums from Summing
 */
final class CallsReadingTest extends TestCase
{
    private TemporaryFolder $folder;
    private PDO $core;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->core = MadeCalls::table($this->path());
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testNumbersThatAreNotPlainAreToldAndTheOthersCounted(): void
    {
        MadeCalls::add($this->core, '201', '84951234567', '2026-11-14 10:00:00.100', 60);
        MadeCalls::add($this->core, '201', '84951234567', '2026-11-14 10:59:59.999', 0);
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-14 02:10:00.000', 600);
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-14 02:10:05.000', 0);
        MadeCalls::add($this->core, '202', '81049301234567', '2026-10-01 12:00:00.000', 30);
        $sums = $this->read();
        self::assertSame([['2026-11-14 10', 2]], $sums['plain']);
        self::assertSame('2026-10-01 12:00:00.000', $sums['since']);
        self::assertTrue($sums['whole']);
        self::assertSame(
            [
                [
                    'account' => '201', 'provider' => MadeCalls::TRUNK, 'number' => '81025261234567', 'whole' => true,
                    'calls' => 2, 'answered' => 1, 'seconds' => 600, 'longest' => 600, 'first' => '2026-11-14 02:10:00.000',
                    'last' => '2026-11-14 02:10:05.000', 'before' => 0, 'hours' => [['2026-11-14 02', 2]],
                ],
                [
                    'account' => '202', 'provider' => MadeCalls::TRUNK, 'number' => '81049301234567', 'whole' => true,
                    'calls' => 0, 'answered' => 0, 'seconds' => 0, 'longest' => 0, 'first' => '', 'last' => '', 'before' => 1,
                    'hours' => [],
                ],
            ],
            $sums['numbers']
        );
        self::assertSame(
            [
                'account' => '201', 'calls' => 4, 'answered' => 2, 'seconds' => 660, 'busiest' => 2,
                'busiestAt' => '2026-11-14 02', 'busiestBefore' => 0, 'othersBefore' => 0, 'nightsBefore' => 0,
                'callsBefore' => 0, 'atOnce' => 2, 'atOnceAt' => '2026-11-14 02:10:05.000', 'atOnceBefore' => 0,
            ],
            $sums['accounts'][0]
        );
    }

    public function testTheyAreToldOneByOneWhereThatIsAsked(): void
    {
        MadeCalls::add($this->core, '201', '84951234567', '2026-11-14 09:00:00.100', 60);
        MadeCalls::add($this->core, '202', '81049301234567', '2026-11-14 11:00:00.000', 30);
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-14 10:00:00.000', 600);
        MadeCalls::add($this->core, '202', '81049301234567', '2026-10-01 12:00:00.000', 30);
        self::assertArrayNotHasKey('each', $this->read());
        $sums = $this->read(true);
        self::assertSame([[0, '2026-11-14 10:00:00', 600], [1, '2026-11-14 11:00:00', 30]], $sums['each'] ?? null);
        self::assertSame(['81025261234567', '81049301234567'], array_column($sums['numbers'], 'number'));
    }

    public function testOnlyWhatWentOutInThePeriodCounts(): void
    {
        foreach (['2026-10-31 23:59:59.999', '2026-11-01 00:00:00.000', '2026-11-14 23:59:59.999', '2026-11-15 00:00:00.000'] as $start) {
            MadeCalls::add($this->core, '201', '81025261234567', $start, 60);
        }
        MadeCalls::add($this->core, '201', '202', '2026-11-05 10:00:00.000', 60, '202');
        MadeCalls::add($this->core, MadeCalls::TRUNK, '202', '2026-11-05 10:00:00.000', 60, '202');
        $number = $this->read()['numbers'][0];
        self::assertSame([2, 1], [$number['calls'], $number['before']]);
    }

    public function testProvidersThatAreGoneOrRegisterHere(): void
    {
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60, 'SIP-TRUNK-GONE');
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60, 'IAX-1');
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60, 'gateway');
        MadeCalls::add($this->core, '', '81025261234567', '2026-11-05 10:00:00.000', 60, MadeCalls::TRUNK);
        $providers = array_column($this->read()['numbers'], 'provider');
        sort($providers);
        self::assertSame(['IAX-1', 'SIP-INBOUND', 'SIP-TRUNK-0B1D2F3A', 'SIP-TRUNK-GONE'], $providers);
    }

    public function testHowItWasBefore(): void
    {
        foreach (['22:00:00', '22:30:00', '05:59:59', '06:00:00', '21:59:59'] as $clock) {
            MadeCalls::add($this->core, '201', '84951234567', "2026-10-05 $clock.000", 60);
            MadeCalls::add($this->core, '201', '81025261234567', "2026-10-06 $clock.000", 3600);
        }
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60);
        $account = $this->read()['accounts'][0];
        self::assertSame(
            [2, 2, 2, 10, 3],
            [
                $account['busiestBefore'], $account['othersBefore'], $account['nightsBefore'], $account['callsBefore'],
                $account['atOnceBefore'],
            ]
        );
    }

    public function testAnEndCountsBeforeABeginning(): void
    {
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00', 60);
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:01:00', 60);
        self::assertSame(1, $this->read()['accounts'][0]['atOnce']);
    }

    public function testWhatStrangersWroteStaysText(): void
    {
        $hostile = "'); DROP TABLE cdr_general;--<script>\xff";
        MadeCalls::add($this->core, $hostile, $hostile, '2026-11-05 10:00:00.000', 60);
        MadeCalls::add($this->core, '201', str_repeat('9', 5000), '2026-11-05 10:00:00.000', 60);
        $numbers = array_column($this->read()['numbers'], 'number');
        self::assertContains($hostile, $numbers);
        self::assertContains(str_repeat('9', 64), $numbers);
    }

    public function testACallThatNobodyWantsAnyMore(): void
    {
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60);
        $question = $this->question(false);
        $isThrough = (new Gathering($this->file(), $question, [], new Tally($question)))->run(static function (): bool {
            return false;
        });
        self::assertFalse($isThrough);
    }

    public function testNoCalls(): void
    {
        self::assertSame(
            ['since' => null, 'whole' => true, 'accounts' => [], 'plain' => [], 'numbers' => []],
            $this->read()
        );
    }

    public function testBeyondWhatAPageCanShowNumbersAreToldByTheirBeginning(): void
    {
        $this->core->exec("INSERT INTO cdr_general (start, endtime, src_num, dst_num, from_account, to_account, billsec)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 10499)
            SELECT '2026-11-05 10:00:00', '2026-11-05 10:10:00', '201', '810252' || printf('%08d', i), '201', 'SIP-1', 60 FROM n");
        $sums = $this->read();
        self::assertFalse($sums['whole']);
        self::assertSame(10500, array_sum(array_column($sums['numbers'], 'calls')));
        $last = $sums['numbers'][count($sums['numbers']) - 1];
        self::assertSame(['810252000?????', false, 500], [$last['number'], $last['whole'], $last['calls']]);
    }

    public function testItCannotWriteAndDoesNotKeepCoreFromWriting(): void
    {
        $file = $this->file();
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60);
        self::assertCount(1, $file->lists('SELECT id FROM cdr_general', []));
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60);
        $this->expectException(CannotRead::class);
        $file->rows('DELETE FROM cdr_general');
    }

    /**
     * @group system
     */
    public function testWithAWriteAheadLog(): void
    {
        $this->core->exec('PRAGMA journal_mode = WAL');
        MadeCalls::add($this->core, '201', '81025261234567', '2026-11-05 10:00:00.000', 60);
        self::assertCount(1, $this->read()['numbers']);
    }

    public function testWithoutADatabase(): void
    {
        $this->expectException(CannotRead::class);
        new CallFile($this->folder->path('none.db'), $this->folder->path());
    }

    private function path(): string
    {
        return $this->folder->path('cdr.db');
    }

    private function file(): CallFile
    {
        return new CallFile($this->path(), $this->folder->path());
    }

    private function question(bool $isEach): CallsQuestion
    {
        $plain = [MadeCalls::TRUNK => MadeCalls::PLAIN];
        return new CallsQuestion('2026-11-01 00:00:00', '2026-11-15 00:00:00', 60, [22, 6], $plain, $isEach);
    }

    /**
     * @return Sums
     */
    private function read(bool $isEach = false): array
    {
        $rows = $this->file();
        $question = $this->question($isEach);
        $tally = new Tally($question);
        $gathering = new Gathering($rows, $question, ['gateway' => 'SIP-INBOUND'], $tally);
        $gathering->run(static function (): bool {
            return true;
        });
        return (new Summing($rows, $question))->sums($tally, $gathering->isWhole());
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Traces;

use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Traces\History;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use PHPUnit\Framework\TestCase;

/**
 * What the module has seen itself: it knows of what came after its first look, and of nothing before.
 *
 * @phpstan-import-type Item from TraceReadings
 * @phpstan-import-type Kind from TraceReadings
 * @phpstan-import-type Told from History
 */
final class HistoryTest extends TestCase
{
    private const A = '00000000000000aa';
    private const B = '00000000000000bb';

    private History $history;

    protected function setUp(): void
    {
        $this->history = new History(ModuleDatabase::inMemory());
    }

    public function testWhatIsThereAtTheFirstLookIsNotNew(): void
    {
        $told = $this->see([self::A => 'p'], 100);
        self::assertSame([null, 100, '', null], self::of($told[0]));
        $told = $this->see([self::A => 'p'], 200);
        self::assertSame([null, 100, 'module', null], self::of($told[0]));
    }

    public function testWhatComesLaterCameBetweenTwoLooks(): void
    {
        $this->see([self::A => 'p'], 100);
        self::assertSame([100, 200, 'module', null], self::of($this->see([self::A => 'p', self::B => 'q'], 200)[1]));
        self::assertSame([100, 200, 'module', null], self::of($this->see([self::A => 'p', self::B => 'q'], 300)[1]));
    }

    public function testWhatBecameAnotherOneIsNoLongerFine(): void
    {
        $this->see([self::A => 'p'], 100);
        self::assertTrue($this->history->accept('cron', self::A, 'p', 'boss', 150));
        self::assertSame(['by' => 'boss', 'at' => 150], $this->see([self::A => 'p'], 200)[0]['fine']);
        $told = $this->see([self::A => 'q'], 300)[0];
        self::assertSame([200, 300, 'module', null], self::of($told));
        self::assertTrue($told['former']);
        self::assertFalse($this->history->accept('cron', self::A, 'p', 'boss', 350));
    }

    public function testThatItIsFineCanBeTakenBack(): void
    {
        $this->see([self::A => 'p'], 100);
        $this->history->accept('cron', self::A, 'p', 'boss', 150);
        $this->history->accept('cron', self::A, 'p', null, 160);
        self::assertNull($this->see([self::A => 'p'], 200)[0]['fine']);
        self::assertFalse($this->history->accept('cron', self::B, 'p', 'boss', 160));
    }

    public function testWhatWentAndCameBackIsNew(): void
    {
        $this->see([self::A => 'p'], 100);
        $this->see([], 200);
        self::assertSame([200, 300, 'module', null], self::of($this->see([self::A => 'p'], 300)[0]));
    }

    public function testAKindThatCouldNotBeReadKeepsWhatIsKnown(): void
    {
        $this->see([self::A => 'p'], 100);
        $told = $this->history->record(['cron' => ['unknown' => 'failed', 'detail' => '/x']], 200)['kinds'];
        self::assertSame(['cron' => ['unknown' => 'failed', 'detail' => '/x']], $told);
        self::assertSame([100, 300, 'module', null], self::of($this->see([self::A => 'p', self::B => 'p'], 300)[1]));
    }

    public function testWhoeverSawItMissingLastKnowsBest(): void
    {
        $this->see([], 100);
        $item = self::item(self::A, 'p');
        $later = ['absent' => 150, 'present' => 180, 'by' => 'copies'] + $item;
        self::assertSame([150, 180, 'copies', null], self::of($this->record([$later], 200)[0]));
        $other = self::item(self::B, 'p');
        $earlier = ['absent' => 50, 'present' => 300, 'by' => 'copies'] + $other;
        self::assertSame([200, 300, 'module', null], self::of($this->record([$later, $earlier], 300)[1]));
    }

    public function testItIsKeptAgainAfterAnHour(): void
    {
        self::assertTrue($this->history->isDue(100));
        $this->see([], 100);
        self::assertFalse($this->history->isDue(3699));
        self::assertTrue($this->history->isDue(3700));
        self::assertTrue($this->history->isDue(99), 'the clock was set back');
    }

    public function testGoodReadings(): void
    {
        self::assertNull($this->history->goodAt());
        $this->history->isGood(100);
        self::assertSame(100, $this->history->goodAt());
    }

    /**
     * @param array<string, string> $prints by id
     *
     * @return list<Told>
     */
    private function see(array $prints, int $now): array
    {
        $items = [];
        foreach ($prints as $id => $print) {
            $items[] = ['present' => $now] + self::item($id, $print);
        }
        return $this->record($items, $now);
    }

    /**
     * @param list<Item> $items
     *
     * @return list<Told>
     */
    private function record(array $items, int $now): array
    {
        return $this->history->record(['cron' => ['items' => $items]], $now)['kinds']['cron']['items'] ?? [];
    }

    /**
     * @return Item
     */
    private static function item(string $id, string $print): array
    {
        return ['id' => $id, 'print' => $print, 'what' => [], 'absent' => null, 'present' => 0, 'by' => '', 'former' => false];
    }

    /**
     * @param Told $told
     *
     * @return array{int|null, int, string, array{by: string, at: int}|null}
     */
    private static function of(array $told): array
    {
        return [$told['absent'], $told['present'], $told['by'], $told['fine']];
    }
}

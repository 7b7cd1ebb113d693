<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Store\JournalChain;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use PHPUnit\Framework\TestCase;

final class JournalChainTest extends TestCase
{
    private const TABLE = 'm_ModuleSecurityChecklist_Journal';

    private Storage $storage;
    private Journal $journal;

    protected function setUp(): void
    {
        $this->storage = ModuleDatabase::inMemory();
        $this->journal = new Journal($this->storage, new FakeClock());
    }

    public function testAnEmptyJournalHolds(): void
    {
        self::assertSame(
            ['holds' => true, 'rows' => 0, 'chained' => 0, 'head' => null, 'brokenAt' => null],
            $this->verify()
        );
    }

    public function testWhatWasWrittenHolds(): void
    {
        $this->fill(1200);
        $verdict = $this->verify();
        self::assertSame([true, 1200, 1200, null], [$verdict['holds'], $verdict['rows'], $verdict['chained'], $verdict['brokenAt']]);
        self::assertSame($this->journal->page(null, 1)[0]['hash'], $verdict['head']);
    }

    /**
     * @dataProvider damages
     */
    public function testWhatWasChangedIsFound(string $sql, int $brokenAt): void
    {
        $this->fill(9);
        $this->storage->write($sql);
        $verdict = $this->verify();
        self::assertSame([false, $brokenAt], [$verdict['holds'], $verdict['brokenAt']]);
    }

    /**
     * @return array<string, array{string, int}>
     */
    public function damages(): array
    {
        $update = 'UPDATE ' . self::TABLE . ' SET ';
        $delete = 'DELETE FROM ' . self::TABLE . ' WHERE ';
        return [
            'another person' => [$update . "person = 'nobody' WHERE id = 4", 4],
            'another address' => [$update . "address = '' WHERE id = 1", 1],
            'another time' => [$update . "at = at || '0' WHERE id = 9", 9],
            'other details' => [$update . "details = '{}' WHERE id = 5", 5],
            'a letter moved to the next field' => [$update . "person = person || substr(address, 1, 1), address = substr(address, 2) WHERE id = 3", 3],
            'another hash' => [$update . "hash = x'00' WHERE id = 2", 2],
            'no hash' => [$update . 'hash = NULL WHERE id = 6', 6],
            'no hash at the beginning' => [$update . 'hash = NULL, former = NULL WHERE id = 1', 2],
            'a row less' => [$delete . 'id = 5', 6],
            'the first row less' => [$delete . 'id = 1', 2],
            'the last row less' => [$delete . 'id = 9', 9],
            'the last rows less' => [$delete . 'id > 6', 7],
            'two rows put where nobody looks' => [$update . 'id = CASE id WHEN 4 THEN -5 ELSE -4 END WHERE id IN (4, 5)', 6],
            'a row between' => [
                'INSERT INTO ' . self::TABLE . ' (id, at, person, address, action, details, former, hash)'
                    . ' SELECT 10, at, person, address, action, details, former, hash FROM ' . self::TABLE . ' WHERE id = 9',
                10,
            ],
        ];
    }

    public function testRowsOfEarlierVersionsAreTheBeginning(): void
    {
        $this->storage->write('INSERT INTO ' . self::TABLE . " (at, action, details) VALUES ('2026-01-01', 'waivers', '{}')");
        $this->storage->write('INSERT INTO ' . self::TABLE . " (at, action, details) VALUES ('2026-01-02', 'waivers', '{}')");
        $this->fill(3);
        $verdict = $this->verify();
        self::assertSame([true, 5, 3], [$verdict['holds'], $verdict['rows'], $verdict['chained']]);
    }

    private function fill(int $rows): void
    {
        for ($row = 1; $row <= $rows; $row++) {
            $this->journal->add('boss', '192.0.2.1', 'waivers', ['row' => $row]);
        }
    }

    /**
     * @return array{holds: bool, rows: int, chained: int, head: string|null, brokenAt: int|null}
     */
    private function verify(): array
    {
        return (new JournalChain($this->storage))->verify();
    }
}

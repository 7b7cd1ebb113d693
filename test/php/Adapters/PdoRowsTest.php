<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PDO;
use PHPUnit\Framework\TestCase;

final class PdoRowsTest extends TestCase
{
    private TemporaryFolder $folder;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    /**
     * @return iterable<string, array{int}>
     */
    public function errorModes(): iterable
    {
        yield 'a connection that throws' => [PDO::ERRMODE_EXCEPTION];
        yield 'a silent connection' => [PDO::ERRMODE_SILENT];
    }

    public function testRowsAreTextsByColumnAndNullsStay(): void
    {
        $rows = new PdoRows(new PDO('sqlite::memory:'));
        self::assertSame(
            [['number' => '7', 'fraction' => '1.5', 'text' => 'a', 'none' => null, 'bytes' => "\xff"]],
            $rows->rows("SELECT 7 AS number, 1.5 AS fraction, 'a' AS text, NULL AS none, x'ff' AS bytes")
        );
    }

    public function testValuesAreBoundByNameAndType(): void
    {
        $rows = new PdoRows(new PDO('sqlite::memory:'));
        $bind = ['number' => 7, 'text' => "'; DROP TABLE x", 'nothing' => null];
        self::assertSame(
            [['a' => 'integer', 'b' => 'text', 'c' => 'null']],
            $rows->rows('SELECT typeof(:number) AS a, typeof(:text) AS b, typeof(:nothing) AS c', $bind)
        );
    }

    /**
     * @dataProvider errorModes
     */
    public function testMissingTablesAndColumnsAreMissing(int $mode): void
    {
        $rows = new PdoRows($this->open(':memory:', $mode));
        self::assertSame([CannotRead::MISSING, 'no such table: m_Sip'], $this->reason($rows, 'SELECT 1 FROM m_Sip'));
        self::assertSame([CannotRead::MISSING, 'no such column: x'], $this->reason($rows, 'SELECT x'));
        self::assertSame(CannotRead::FAILED, $this->reason($rows, 'nonsense')[0]);
    }

    /**
     * @dataProvider errorModes
     */
    public function testALockedDatabaseIsATimeout(int $mode): void
    {
        $path = $this->folder->path('locked.db');
        $writer = $this->open($path, PDO::ERRMODE_EXCEPTION);
        $writer->exec('CREATE TABLE t (v)');
        $writer->exec('BEGIN EXCLUSIVE');
        $reader = $this->open($path, $mode);
        $reader->setAttribute(PDO::ATTR_TIMEOUT, 0);
        self::assertSame(
            [CannotRead::TIMEOUT, 'database is locked'],
            $this->reason(new PdoRows($reader), 'SELECT * FROM t')
        );
        $writer->exec('COMMIT');
    }

    /**
     * @dataProvider errorModes
     */
    public function testADamagedDatabaseHasFailed(int $mode): void
    {
        file_put_contents($this->folder->path('damaged.db'), str_repeat('no database ', 200));
        $rows = new PdoRows($this->open($this->folder->path('damaged.db'), $mode));
        self::assertSame(CannotRead::FAILED, $this->reason($rows, 'SELECT * FROM sqlite_master')[0]);
    }

    private function open(string $path, int $mode): PDO
    {
        return new PDO('sqlite:' . $path, null, null, [PDO::ATTR_ERRMODE => $mode]);
    }

    /**
     * @return array{string, string} reason and detail
     */
    private function reason(PdoRows $rows, string $sql): array
    {
        try {
            $rows->rows($sql);
        } catch (CannotRead $broken) {
            return [$broken->reason(), $broken->getMessage()];
        }
        self::fail('that was no error');
    }
}

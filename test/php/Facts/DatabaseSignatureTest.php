<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabaseSignature;
use Modules\ModuleSecurityChecklist\Test\Support\FakeBytes;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PDO;
use PHPUnit\Framework\TestCase;

final class DatabaseSignatureTest extends TestCase
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
     * @return iterable<string, array{string}>
     */
    public function journals(): iterable
    {
        yield 'rollback journal, as on 2024' => ['delete'];
        yield 'write-ahead log, as on 2026 (where this system has it)' => ['wal'];
    }

    /**
     * @dataProvider journals
     */
    public function testChangesWithEachCommitOfWhomeverAndOnlyThen(string $journal): void
    {
        $path = $this->folder->path('core.db');
        $core = new PDO('sqlite:' . $path);
        $core->query("PRAGMA journal_mode = $journal");
        $core->exec('CREATE TABLE t (v)');
        $core->exec("INSERT INTO t VALUES ('one')");
        $signature = new DatabaseSignature(new DiskFiles(), $path);

        $first = $signature->take();
        self::assertNotNull($first);
        $read = $core->query('SELECT * FROM t');
        self::assertNotFalse($read);
        $read->fetchAll();
        $read->closeCursor();
        self::assertSame($first, $signature->take(), 'reading is no change');

        $core->exec("UPDATE t SET v = 'two'");
        $second = $signature->take();
        self::assertNotSame($first, $second, 'a commit of Core');

        $stranger = new PDO('sqlite:' . $path);
        // The same size, and most likely the same second: the counters alone can tell.
        $stranger->exec("UPDATE t SET v = 'six'");
        self::assertNotSame($second, $signature->take(), 'a commit behind its back');
    }

    public function testCheckpointAndRewriteOfTheLogShow(): void
    {
        $bytes = new FakeBytes([
            'db' => str_repeat("\0", 24) . "\0\0\0\1",
            'db-shm' => str_repeat('a', 64),
            'db-wal' => str_repeat('b', 64),
        ]);
        $signature = new DatabaseSignature($bytes, 'db');
        $first = $signature->take();

        $bytes->files['db-shm'] = str_repeat('a', 48) . str_repeat('x', 16);
        self::assertSame($first, $signature->take(), 'locks and marks of readers stand behind the header');
        $bytes->files['db-shm'] = str_repeat('a', 47) . 'x';
        self::assertNotSame($first, $signature->take(), 'header of the index');

        $bytes->files['db-shm'] = str_repeat('a', 64);
        $bytes->files['db-wal'] = str_repeat('b', 16) . 'saltsalt' . str_repeat('b', 40);
        self::assertNotSame($first, $signature->take(), 'a log begun anew');

        unset($bytes->files['db-wal'], $bytes->files['db-shm']);
        self::assertNotSame($first, $signature->take(), 'the last connection was closed');
    }

    public function testNothingMayBeKeptOfADatabaseThatCannotBeSeen(): void
    {
        $none = new DatabaseSignature(new DiskFiles(), $this->folder->path('none.db'));
        self::assertNull($none->take());
        file_put_contents($this->folder->path('short.db'), 'SQLite');
        self::assertNull((new DatabaseSignature(new DiskFiles(), $this->folder->path('short.db')))->take());
    }
}

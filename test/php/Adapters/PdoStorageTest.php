<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use DomainException;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class PdoStorageTest extends TestCase
{
    private const KEEP = 'INSERT INTO m_ModuleSecurityChecklist_Kept (name, value) VALUES (:name, :value)';
    private const NAMES = 'SELECT name FROM m_ModuleSecurityChecklist_Kept ORDER BY id';

    private TemporaryFolder $folder;
    private PdoStorage $storage;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->storage = ModuleDatabase::make($this->folder);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testWhatIsWrittenIsReadByEveryConnection(): void
    {
        self::keep($this->storage, 'a');
        $rows = ModuleDatabase::open($this->folder)->rows(
            'SELECT name, value, id FROM m_ModuleSecurityChecklist_Kept WHERE name = :name',
            ['name' => 'a']
        );
        self::assertSame([['name' => 'a', 'value' => 'secret value', 'id' => '1']], $rows);
    }

    public function testBytesComeBackAsTheyWere(): void
    {
        $bytes = "\x00\xff'\x80 \n";
        $table = 'm_ModuleSecurityChecklist_Secrets';
        $this->storage->write(
            "INSERT INTO $table (owner, fingerprint, changedAt) VALUES (:owner, :fingerprint, :changedAt)",
            ['owner' => 'web', 'fingerprint' => new Blob($bytes), 'changedAt' => null]
        );
        self::assertSame(
            [['kind' => 'blob', 'fingerprint' => $bytes, 'changedAt' => null]],
            $this->storage->rows("SELECT typeof(fingerprint) AS kind, fingerprint, changedAt FROM $table")
        );
    }

    public function testWorkAtOnceIsKeptWhole(): void
    {
        $result = $this->storage->atOnce(function (): string {
            self::keep($this->storage, 'a');
            self::keep($this->storage, 'b');
            self::assertSame([], self::names(ModuleDatabase::open($this->folder)), 'seen before it is whole');
            return 'done';
        });
        self::assertSame('done', $result);
        self::assertSame(['a', 'b'], self::names(ModuleDatabase::open($this->folder)));
    }

    public function testWorkThatThrowsLeavesNothing(): void
    {
        try {
            $this->storage->atOnce(function (): void {
                self::keep($this->storage, 'a');
                self::stop();
            });
            self::fail('swallowed');
        } catch (DomainException $stopped) {
            self::assertSame('stop', $stopped->getMessage());
        }
        self::assertSame([], self::names($this->storage));
        self::keep($this->storage, 'b');
        self::assertSame(['b'], self::names(ModuleDatabase::open($this->folder)), 'the connection is of no more use');
    }

    public function testWorkInsideOtherWorkBelongsToIt(): void
    {
        try {
            $this->storage->atOnce(function (): void {
                $this->storage->atOnce(function (): void {
                    self::keep($this->storage, 'inner');
                });
                self::assertSame(['inner'], self::names($this->storage));
                self::stop();
            });
        } catch (DomainException $stopped) {
            self::assertSame([], self::names($this->storage));
            return;
        }
        self::fail('swallowed');
    }

    public function testInnerWorkThatThrowsIsUndoneAlone(): void
    {
        $this->storage->atOnce(function (): void {
            self::keep($this->storage, 'before');
            try {
                $this->storage->atOnce(function (): void {
                    self::keep($this->storage, 'inner');
                    self::stop();
                });
            } catch (DomainException $stopped) {
                self::keep($this->storage, 'after');
            }
        });
        self::assertSame(['before', 'after'], self::names(ModuleDatabase::open($this->folder)));
    }

    public function testNobodyElseWritesMeanwhile(): void
    {
        $other = ModuleDatabase::open($this->folder);
        $this->storage->atOnce(function () use ($other): void {
            self::assertSame([true, 'database is locked'], self::refusal($other, self::KEEP));
            try {
                $other->atOnce(static function (): void {
                    self::fail('two at once');
                });
            } catch (CannotStore $busy) {
                self::assertTrue($busy->isBusy());
            }
            self::assertSame([], self::names($other), 'reading goes on');
        });
        self::keep($other, 'later');
        self::assertSame(['later'], self::names($this->storage));
    }

    public function testAReaderInTheWayOfTheEndMakesItBusyAndUndone(): void
    {
        $reader = new \PDO('sqlite:' . ModuleDatabase::path($this->folder));
        try {
            $this->storage->atOnce(function () use ($reader): void {
                self::keep($this->storage, 'a');
                $reader->exec('BEGIN');
                $reader->query('SELECT count(*) FROM m_ModuleSecurityChecklist_Kept');
            });
            self::fail('nobody was in the way');
        } catch (CannotStore $busy) {
            self::assertTrue($busy->isBusy());
        }
        $reader->exec('COMMIT');
        unset($reader);
        self::assertSame([], self::names($this->storage));
        self::keep($this->storage, 'b');
    }

    public function testAMissingFileIsBrokenAndStaysMissing(): void
    {
        $path = $this->folder->path('none.db');
        self::assertSame([false, 'cannot be opened'], self::refusal(new PdoStorage($path, 0), 'SELECT 1'));
        self::assertFileDoesNotExist($path);
    }

    public function testADamagedFileIsBroken(): void
    {
        $path = $this->folder->path('damaged.db');
        file_put_contents($path, str_repeat('no database ', 200));
        self::assertFalse(self::refusal(new PdoStorage($path, 0), self::NAMES)[0]);
        self::assertStringStartsWith('no database ', (string) file_get_contents($path));
    }

    public function testWithoutItsTablesItIsBroken(): void
    {
        $path = $this->folder->path('empty.db');
        touch($path);
        self::assertSame(
            [false, 'no such table: m_ModuleSecurityChecklist_Kept'],
            self::refusal(new PdoStorage($path, 0), self::NAMES)
        );
    }

    public function testWhatMayNotBeWrittenIsBrokenAndStillRead(): void
    {
        self::keep($this->storage, 'a');
        $this->storage->write('PRAGMA query_only = 1');
        self::assertSame(
            [false, 'attempt to write a readonly database'],
            self::refusal($this->storage, self::KEEP, ['name' => 'b', 'value' => 'secret value'])
        );
        self::assertSame(['a'], self::names($this->storage));
    }

    public function testAFullDiskIsToldFromADamagedOne(): void
    {
        $storage = new PdoStorage(ModuleDatabase::path($this->folder));
        $storage->write('PRAGMA max_page_count = 1');
        try {
            $storage->atOnce(static function () use ($storage): void {
                self::keep($storage, str_repeat('x', 100000));
            });
            self::fail('there was room');
        } catch (CannotStore $full) {
            self::assertSame([true, false], [$full->isFull(), $full->isBusy()]);
        }
        self::assertSame([], self::names($storage));
    }

    public function testErrorsNeverNameValues(): void
    {
        $this->storage->write('CREATE UNIQUE INDEX one_of_a_name ON m_ModuleSecurityChecklist_Kept (name)');
        self::keep($this->storage, 'a');
        [$isBusy, $said] = self::refusal($this->storage, self::KEEP, ['name' => 'a', 'value' => 'secret value']);
        self::assertFalse($isBusy);
        self::assertSame('UNIQUE constraint failed: m_ModuleSecurityChecklist_Kept.name', $said);
    }

    /**
     * @throws DomainException
     */
    private static function stop(): void
    {
        throw new DomainException('stop');
    }

    private static function keep(Storage $storage, string $name): void
    {
        $storage->write(self::KEEP, ['name' => $name, 'value' => 'secret value']);
    }

    /**
     * @return array<mixed>
     */
    private static function names(Storage $storage): array
    {
        return array_column($storage->rows(self::NAMES), 'name');
    }

    /**
     * @param array<string, int|string|null> $bind
     *
     * @return array{bool, string} whether it is busy, and what it says
     */
    private static function refusal(Storage $storage, string $sql, array $bind = []): array
    {
        try {
            $storage->write($sql, $bind);
        } catch (CannotStore $broken) {
            return [$broken->isBusy(), $broken->getMessage()];
        }
        self::fail('that was no error');
    }
}

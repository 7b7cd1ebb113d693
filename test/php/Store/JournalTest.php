<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Test\Support\FakeClock;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class JournalTest extends TestCase
{
    private TemporaryFolder $folder;
    private Storage $storage;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->storage = ModuleDatabase::make($this->folder);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testDetailsAreAnObjectEvenWithoutAny(): void
    {
        $journal = new Journal($this->storage, new FakeClock());
        $journal->add('', '', 'started', []);
        $journal->add('boss', '::1', 'told', ['deep' => ['list' => [], 'text' => "\xff"]]);
        self::assertSame(
            '[{"deep":{"list":[],"text":"\ufffd"}},{}]',
            json_encode(array_column($journal->page(null, 10), 'details'))
        );
    }

    public function testOfTwoAtOnceOnlyOneIsTold(): void
    {
        $clock = new FakeClock();
        $other = new Journal($this->storage, $clock);
        // Somebody else is faster, between looking and writing.
        $slow = new class ($this->storage, $other) implements Storage {
            private Storage $storage;
            private Journal $other;

            public function __construct(Storage $storage, Journal $other)
            {
                $this->storage = $storage;
                $this->other = $other;
            }

            public function rows(string $sql, array $bind = []): array
            {
                return $this->storage->rows($sql, $bind);
            }

            public function write(string $sql, array $bind = []): void
            {
                $this->storage->write($sql, $bind);
            }

            public function atOnce(callable $work)
            {
                $this->other->addOnceAMinute('boss', '', 'refused/wrong-origin', []);
                return $this->storage->atOnce($work);
            }
        };
        (new Journal($slow, $clock))->addOnceAMinute('deputy', '', 'refused/wrong-origin', []);
        self::assertSame(['boss'], array_column($other->page(null, 10), 'person'));
    }
}

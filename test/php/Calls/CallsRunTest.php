<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Calls;

use Modules\ModuleSecurityChecklist\Lib\Adapters\CallFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsQuestion;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRecord;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsRun;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CallRows;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\MadeCalls;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * From the question to what was found, and how it ends otherwise.
 */
final class CallsRunTest extends TestCase
{
    private TemporaryFolder $folder;
    private FakeFiles $files;
    private CallsRecord $record;
    private bool $hasSpace = true;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->files = new FakeFiles();
        $this->clockAt(1000);
        $this->record = new CallsRecord(ModuleDatabase::make($this->folder), new Uptime($this->files), $this->folder->path());
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testFromTheQuestionToTheSums(): void
    {
        MadeCalls::add(MadeCalls::table($this->path(), false), '201', '81025261234567', '2026-11-05 10:00:00.000', 60);
        self::assertSame('idle', $this->record->state()['phase']);
        self::assertNull($this->record->shown());
        $this->ask();
        self::assertSame('reading', $this->record->state()['phase']);
        $this->read();
        self::assertSame(
            ['phase' => 'done', 'trouble' => '', 'from' => '2026-11-01 00:00:00', 'to' => '2026-11-15 00:00:00', 'before' => 60, 'done' => 0, 'of' => 0],
            $this->record->state()
        );
        $found = json_decode((string) $this->record->shown(), true);
        self::assertIsArray($found);
        self::assertSame(
            ['from', 'to', 'before', 'night', 'since', 'whole', 'accounts', 'plain', 'numbers'],
            array_keys($found)
        );
        self::assertStringContainsString('81025261234567', (string) $this->record->shown());
        self::assertSame(0600, fileperms($this->folder->path('calls.found')) & 0777);
        $this->record->forget();
        self::assertFileDoesNotExist($this->folder->path('calls.found'));
        self::assertSame('idle', $this->record->state()['phase']);
    }

    public function testWithoutAQuestionNothingIsRead(): void
    {
        $this->read();
        self::assertSame('idle', $this->record->state()['phase']);
    }

    public function testOneQuestionIsTakenOnce(): void
    {
        $this->ask();
        self::assertNotNull($this->record->take());
        self::assertNull($this->record->take());
    }

    public function testAnotherQuestionEndsTheFirst(): void
    {
        $this->ask();
        $taken = $this->record->take();
        self::assertNotNull($taken);
        self::assertTrue($this->record->progress($taken[0], 5, 10));
        self::assertSame([5, 10], [$this->record->state()['done'], $this->record->state()['of']]);
        $this->ask();
        self::assertFalse($this->record->progress($taken[0], 6, 10));
    }

    public function testACancelledReadingStoresNothing(): void
    {
        $this->ask();
        $taken = $this->record->take();
        self::assertNotNull($taken);
        $this->record->forget();
        $this->record->found($taken[0], $taken[1], ['since' => null, 'whole' => true, 'accounts' => [], 'plain' => [], 'numbers' => []]);
        self::assertFileDoesNotExist($this->folder->path('calls.found'));
        self::assertSame('idle', $this->record->state()['phase']);
    }

    public function testTroubles(): void
    {
        $this->ask();
        $this->read();
        self::assertSame(['failed', 'missing'], [$this->record->state()['phase'], $this->record->state()['trouble']]);
        file_put_contents($this->path(), str_repeat('no database', 1000));
        $this->ask();
        $this->read();
        self::assertSame(['failed', 'failed'], [$this->record->state()['phase'], $this->record->state()['trouble']]);
        $this->hasSpace = false;
        $this->ask();
        $this->read();
        self::assertSame('disk', $this->record->state()['trouble']);
    }

    public function testAProgramThatDied(): void
    {
        $this->ask();
        $this->clockAt(1121);
        self::assertSame(['failed', 'broken-off'], [$this->record->state()['phase'], $this->record->state()['trouble']]);
    }

    public function testAfterADayNothingIsKept(): void
    {
        MadeCalls::table($this->path());
        $this->ask();
        $this->read();
        $this->record->forgetOld();
        self::assertFileExists($this->folder->path('calls.found'));
        $this->clockAt(1001 + 86400);
        $this->record->forgetOld();
        self::assertFileDoesNotExist($this->folder->path('calls.found'));
    }

    private function clockAt(int $seconds): void
    {
        $this->files->files['/proc/uptime'] = "$seconds.00 0";
    }

    private function path(): string
    {
        return $this->folder->path('cdr.db');
    }

    private function ask(): void
    {
        $plain = [MadeCalls::TRUNK => MadeCalls::PLAIN];
        $this->record->ask(new CallsQuestion('2026-11-01 00:00:00', '2026-11-15 00:00:00', 60, [22, 6], $plain));
    }

    private function read(): void
    {
        $rows = new PdoRows(Office::open('2026'));
        $open = function (): CallRows {
            return new CallFile($this->path(), $this->folder->path());
        };
        $hasSpace = function (): bool {
            return $this->hasSpace;
        };
        (new CallsRun($this->record, new ProviderRows($rows, new Schema($rows)), new Uptime($this->files), $open, $hasSpace))->run();
    }
}

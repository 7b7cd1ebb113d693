<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Adapters\RecordFolder;
use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Test\Support\FakeCommands;
use Modules\ModuleSecurityChecklist\Test\Support\ReadOnlyDisk;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class RecordFolderTest extends TestCase
{
    private TemporaryFolder $folder;
    private RecordFolder $records;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->records = new RecordFolder($this->folder->path(), $this->folder->path(), new FakeCommands());
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testEverythingComesBackAsItWas(): void
    {
        self::assertNull($this->records->load());
        $record = self::record('0123456789abcdef');
        $record->plan = (object) ['steps' => [(object) ['kind' => 'x', 'boxes' => (object) []]]];
        $record->arrival = new Arrival(new Connection('12 345', 6), true, 1764500000, true);
        $record->reference = new Connection('12 345', 99);
        $record->deadline = new Deadline('boot', 1000.0, new DateTimeImmutable('2026-11-23T12:00:00+03:00'), 300);
        $record->confirmSeconds = 300;
        $record->made = [1 => 12];
        $record->idsBefore = [4, 7];
        $record->kept = ['rule-order' => [4 => '3', 7 => null], 'rule:4' => ['filter' => ['name' => "\xff\0"], 'rules' => []]];
        $record->before = ['rule:4' => ['allowed' => []]];
        $record->after = [];
        $record->objects = ['rule:4' => 'new'];
        $record->left = ['rule:4' => ['allowed' => ["\xfe"]]];
        $record->seen = ['rule:4' => '0123'];
        $record->foreign = ['rule:4' => 'put-back'];
        $record->missed = [2 => 'still banned'];
        $record->isConfirmed = true;
        $record->closes = true;
        $this->records->save($record);
        self::assertEquals($record, $this->records->load());
        self::assertSame(0600, fileperms($this->folder->path('plan.json')) & 0777);
        $this->records->clear();
        self::assertNull($this->records->load());
        $this->records->clear();
    }

    public function testADamagedRecordIsSaidToBeDamaged(): void
    {
        foreach (['', '{', '[]', '{"id":"","phase":"waiting"}', '{"id":"a","phase":"dancing"}', '{"id":"a","phase":"waiting","kept":"?"}'] as $text) {
            @unlink($this->folder->path('plan.json.damaged'));
            file_put_contents($this->folder->path('plan.json'), $text);
            $record = $this->records->load();
            self::assertNotNull($record, "believed $text");
            self::assertSame(['stuck', 'damaged', '0000000000000000'], [$record->phase, $record->reason, $record->id]);
            self::assertStringEqualsFile($this->folder->path('plan.json.damaged'), $text, 'kept for whoever wants to know');
        }
        file_put_contents($this->folder->path('plan.json'), '{"id":"0123456789abcdef","phase":"wai');
        self::assertSame('0123456789abcdef', $this->records->load()->id ?? '');
        $this->records->clear();
        self::assertNull($this->records->load());
    }

    public function testARecordOfAnEarlierVersionIsRead(): void
    {
        $this->records->save(self::record('0123456789abcdef'));
        $written = json_decode((string) file_get_contents($this->folder->path('plan.json')), true);
        self::assertIsArray($written);
        foreach (['left', 'seen', 'foreign', 'missed', 'isConfirmed'] as $new) {
            unset($written[$new]);
        }
        file_put_contents($this->folder->path('plan.json'), json_encode($written));
        $record = $this->records->load();
        self::assertSame(['accepted', []], [$record->phase ?? '', $record->left ?? null]);
    }

    public function testADamagedPlayedPlanIsNoPlan(): void
    {
        $this->records->archive(self::record('0123456789abcdef'));
        file_put_contents($this->folder->path('played-0123456789abcdef.json'), '{');
        $this->expectExceptionMessage('is damaged');
        $this->expectException(CannotStore::class);
        $this->records->find('0123456789abcdef');
    }

    public function testThatItIsOverIsNotedElsewhereWhereNothingCanBeRemoved(): void
    {
        $this->records->save(self::record('0123456789abcdef'));
        $elsewhere = new TemporaryFolder();
        $disk = new RecordFolder(ReadOnlyDisk::mount($this->folder->path()), $elsewhere->path(), new FakeCommands());
        self::assertNotNull($disk->load());
        $disk->clear();
        self::assertNull($disk->load());
        self::assertFileExists($this->folder->path('plan.json'));
        self::assertSame(['ModuleSecurityChecklist.over'], array_values(array_diff((array) scandir($elsewhere->path()), ['.', '..'])));

        $repaired = new RecordFolder($this->folder->path(), $elsewhere->path(), new FakeCommands());
        self::assertNull($repaired->load());
        self::assertFileDoesNotExist($this->folder->path('plan.json'));
        self::assertFileDoesNotExist($elsewhere->path('ModuleSecurityChecklist.over'));
        $repaired->save(self::record('1123456789abcdef'));
        self::assertSame('1123456789abcdef', $repaired->load()->id ?? '', 'the next one is another');
        $elsewhere->remove();
    }

    public function testWhereEvenThatCannotBeNotedItSaysSo(): void
    {
        $this->records->save(self::record('0123456789abcdef'));
        $disk = new RecordFolder(ReadOnlyDisk::mount($this->folder->path()), '', new FakeCommands());
        $this->expectException(CannotStore::class);
        $disk->clear();
    }

    public function testAClockThatIsMonthsAheadDeletesNothing(): void
    {
        $this->records->archive(self::record('0123456789abcdef'));
        $path = $this->folder->path('played-0123456789abcdef.json');
        touch($path, time() - 200 * 86400);
        self::assertSame([], $this->records->ids());
        $this->records->archive(self::record('1123456789abcdef'));
        touch($path, time() - 86400);
        self::assertSame(['1123456789abcdef', '0123456789abcdef'], $this->records->ids(), 'there again when the clock is right');
    }

    public function testPlayedPlansAreFoundByTheirIdAlone(): void
    {
        $this->records->archive(self::record('0123456789abcdef'));
        self::assertNotNull($this->records->find('0123456789abcdef'));
        self::assertSame(['0123456789abcdef'], $this->records->ids());
        foreach (['', '../plan', '*', '0123456789abcdee', "0123456789abcdef\n"] as $id) {
            self::assertNull($this->records->find($id), $id);
        }
        $this->records->forget('0123456789abcdef');
        self::assertNull($this->records->find('0123456789abcdef'));
    }

    public function testOldOnesAreForgotten(): void
    {
        for ($number = 1; $number <= 52; $number++) {
            $id = sprintf('%016x', $number);
            $this->records->archive(self::record($id));
            touch($this->folder->path("played-$id.json"), time() - 1000 + $number);
        }
        self::assertNull($this->records->find(sprintf('%016x', 1)));
        self::assertNotNull($this->records->find(sprintf('%016x', 52)));
        self::assertLessThanOrEqual(51, count($this->records->ids()));
        touch($this->folder->path('played-' . sprintf('%016x', 52) . '.json'), time() - 91 * 86400);
        self::assertNull($this->records->find(sprintf('%016x', 52)), 'after 90 days');
    }

    public function testWithoutAFolderItSaysSo(): void
    {
        $nowhere = new RecordFolder($this->folder->path('none'), '', new FakeCommands());
        self::assertNull($nowhere->load());
        self::assertSame([], $nowhere->ids());
        $this->expectException(CannotStore::class);
        $nowhere->save(self::record('0123456789abcdef'));
    }

    private static function record(string $id): Record
    {
        $record = new Record();
        $record->id = $id;
        $record->person = 'boss';
        return $record;
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Patch;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PatchFolder;
use Modules\ModuleSecurityChecklist\Lib\Patch\Origin;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchOrder;
use Modules\ModuleSecurityChecklist\Lib\Patch\PatchState;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\ScriptRunner;
use Modules\ModuleSecurityChecklist\Test\Support\FullRecords;
use Modules\ModuleSecurityChecklist\Test\Support\PatchFiles;
use Modules\ModuleSecurityChecklist\Test\Support\PatchWorld;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * The fix of 2024.1.114 as root has it: had, looked at, run, read again, taken back.
 */
final class PatchingTest extends TestCase
{
    private TemporaryFolder $private;
    private TemporaryFolder $root;
    private PatchWorld $world;

    protected function setUp(): void
    {
        $this->private = new TemporaryFolder();
        $this->root = new TemporaryFolder();
        $this->world = new PatchWorld($this->private, $this->root);
    }

    protected function tearDown(): void
    {
        $this->private->remove();
        $this->root->remove();
    }

    public function testTheScriptOfTheVendorIsThereToBeLookedAt(): void
    {
        $this->world->fetch();
        self::assertSame([Origin::VENDOR], $this->world->asked);
        self::assertSame(PatchWorld::SCRIPT, $this->world->folder->script());
        self::assertSame(['idle', null], [$this->world->shown('phase'), $this->world->shown('trouble')]);
        self::assertSame(
            [
                'sha256' => hash('sha256', PatchWorld::SCRIPT),
                'size' => strlen(PatchWorld::SCRIPT),
                'from' => 'vendor',
                'host' => 'files.miko.ru',
                'at' => '2026-11-23T12:00:00+03:00',
                'person' => 'boss',
            ],
            $this->world->shown('script')
        );
        self::assertSame([], $this->world->played, 'nothing is run by looking');
    }

    public function testOneFromAnotherAddressAndOneFromAFile(): void
    {
        $this->world->order(['kind' => PatchOrder::FETCH, 'from' => PatchOrder::ADDRESS, 'address' => 'https://mirror.example/fix']);
        self::assertSame(['https://mirror.example/fix'], $this->world->asked);
        self::assertSame('mirror.example', $this->world->shown('script', 'host'));
        $text = "cd /\necho from a file\n";
        $this->world->order(['kind' => PatchOrder::FETCH, 'from' => PatchOrder::FILE, 'text' => $text]);
        self::assertSame(['https://mirror.example/fix'], $this->world->asked, 'nobody is asked');
        self::assertSame([hash('sha256', $text), ''], [$this->world->shown('script', 'sha256'), $this->world->shown('script', 'host')]);
        self::assertSame($text, $this->world->folder->script());
    }

    /**
     * @dataProvider unfit
     *
     * @param array<string, string> $order
     */
    public function testWhatIsNoneIsNotThere(array $order, string $body, bool $isWhole, string $code): void
    {
        $this->world->fetch();
        $this->world->reply = ['status' => 200, 'location' => '', 'body' => $body];
        $this->world->isWhole = $isWhole;
        $this->world->order(['kind' => PatchOrder::FETCH] + $order);
        self::assertSame(['idle', $code], [$this->world->shown('phase'), $this->world->shown('trouble', 'code')]);
        self::assertNull($this->world->shown('script'), 'the former one is not shown as this one');
        self::assertNull($this->world->folder->script());
    }

    /**
     * @return array<string, array{array<string, string>, string, bool, string}>
     */
    public function unfit(): array
    {
        $vendor = ['from' => PatchOrder::VENDOR];
        return [
            'a page' => [$vendor, '<html>', true, Trouble::PAGE],
            'cut off in the middle of a command' => [$vendor, "#!/bin/sh\nif", false, Trouble::BROKEN],
            'a file that is none' => [['from' => PatchOrder::FILE, 'text' => "\x7fELF\0"], '', true, Trouble::NOT_TEXT],
            'an empty file' => [['from' => PatchOrder::FILE, 'text' => ''], '', true, Trouble::EMPTY],
            'no https' => [['from' => PatchOrder::ADDRESS, 'address' => 'http://x.example/'], '', true, Trouble::ADDRESS],
        ];
    }

    public function testItIsRunAndEveryMarkerIsReadAgain(): void
    {
        $this->world->fetch();
        $this->world->runIt();
        self::assertSame([[PatchWorld::SCRIPT, []]], $this->world->played);
        self::assertSame(['idle', 'exit', 0], [$this->world->shown('phase'), $this->world->shown('run', 'ended'), $this->world->shown('run', 'exit')]);
        self::assertSame(['A' => 'unpatched', 'B' => 'unpatched'], $this->world->states('before'));
        self::assertSame(['A' => 'fixed', 'B' => 'fixed'], $this->world->states('after'));
        self::assertSame(['begin' => 'said', 'skipped' => 0, 'end' => ''], $this->world->shown('run', 'output'));
        self::assertSame(['boss', 'run'], [$this->world->shown('run', 'person'), $this->world->shown('run', 'act')]);
        self::assertSame(['act' => 'run', 'at' => '2026-11-23T12:00:00+03:00', 'fixed' => ['A', 'B']], $this->world->folder->lastRun());
        $sha256 = hash('sha256', PatchWorld::SCRIPT);
        self::assertSame(
            [
                ['action' => 'patch/fetched', 'details' => ['sha256' => $sha256, 'size' => strlen(PatchWorld::SCRIPT), 'from' => 'vendor']],
                ['action' => 'patch/done', 'details' => ['act' => 'run', 'sha256' => $sha256, 'open' => [], 'ended' => 'exit', 'exit' => 0]],
            ],
            $this->world->history()
        );
        self::assertFileDoesNotExist($this->root->path('room'));
    }

    public function testWhileItRunsItIsShown(): void
    {
        $this->world->fetch();
        $seen = null;
        $this->world->script = function () use (&$seen): array {
            $seen = [$this->world->shown('phase'), $this->world->shown('run', 'ended'), $this->world->shown('run', 'output', 'begin')];
            return ['ended' => ScriptRunner::EXIT, 'exit' => 0];
        };
        $this->world->runIt();
        self::assertSame(['running', null, 'said'], $seen);
    }

    public function testHalfWayIsSaidAsWhatItIs(): void
    {
        $this->world->fetch();
        $this->world->script = function (): array {
            $this->world->pbx->files->files = array_slice(PatchFiles::FIXED, 0, 1, true) + PatchFiles::OPEN;
            return ['ended' => ScriptRunner::EXIT, 'exit' => 2];
        };
        $this->world->runIt();
        self::assertSame(2, $this->world->shown('run', 'exit'));
        self::assertSame(['A' => 'fixed', 'B' => 'unpatched'], $this->world->states('after'));
    }

    public function testOneThatHangsIsSaidToHaveBeenEnded(): void
    {
        $this->world->fetch();
        $this->world->script = static function (): array {
            return ['ended' => ScriptRunner::TIMEOUT, 'exit' => null];
        };
        $this->world->runIt();
        self::assertSame(['timeout', null], [$this->world->shown('run', 'ended'), $this->world->shown('run', 'exit')]);
        self::assertSame(['A' => 'unpatched', 'B' => 'unpatched'], $this->world->states('after'));
    }

    public function testOnlyWhatWasLookedAtIsRun(): void
    {
        $this->world->fetch();
        file_put_contents($this->world->keptPath(PatchRecords::FETCHED), "#!/bin/sh\nrm -rf /\n");
        $this->world->runIt();
        self::assertSame([[], Trouble::OTHER_SCRIPT], [$this->world->played, $this->world->shown('trouble', 'code')]);
        $this->world->reply['body'] = "#!/bin/sh\necho another\n";
        $this->world->fetch();
        $this->world->runIt();
        self::assertSame([[], Trouble::OTHER_SCRIPT], [$this->world->played, $this->world->shown('trouble', 'code')]);
    }

    public function testItTakesItselfBack(): void
    {
        $this->world->fetch();
        $this->world->runIt();
        $this->world->reply['body'] = "#!/bin/sh\necho another one, looked at meanwhile\n";
        $this->world->fetch();
        $this->world->restore();
        self::assertSame([[PatchWorld::SCRIPT, []], [PatchWorld::SCRIPT, ['restore']]], $this->world->played);
        self::assertSame(['restore', 'exit'], [$this->world->shown('run', 'act'), $this->world->shown('run', 'ended')]);
        self::assertSame(['A' => 'fixed', 'B' => 'fixed'], $this->world->states('before'));
        self::assertSame(['A' => 'unpatched', 'B' => 'unpatched'], $this->world->states('after'));
        $last = $this->world->folder->lastRun();
        self::assertSame(['restore', []], [$last['act'] ?? '', $last['fixed'] ?? null]);
    }

    public function testWithoutTheScriptThatWasRunThereIsNoWayBack(): void
    {
        $this->world->restore();
        self::assertSame(Trouble::EMPTY, $this->world->shown('trouble', 'code'));
        $this->world->fetch();
        $this->world->restore();
        self::assertSame(Trouble::EMPTY, $this->world->shown('trouble', 'code'), 'it was only looked at');
        $this->world->runIt();
        file_put_contents($this->world->keptPath(PatchRecords::RUN), "#!/bin/sh\necho changed\n");
        $this->world->restore();
        self::assertSame(Trouble::OTHER_SCRIPT, $this->world->shown('trouble', 'code'));
        self::assertCount(1, $this->world->played);
    }

    /**
     * @dataProvider releases
     */
    public function testNowhereElse(string $release): void
    {
        $this->world->fetch();
        $this->world->setRelease($release);
        $this->world->runIt();
        self::assertSame([[], Trouble::OTHER_RELEASE], [$this->world->played, $this->world->shown('trouble', 'code')]);
        $this->world->asked = [];
        $this->world->fetch();
        self::assertSame([], $this->world->asked);
    }

    /**
     * @return array<string, array{string}>
     */
    public function releases(): array
    {
        return ['newer' => ['2026.1.223'], 'of developers' => ['2024.1.114-dev'], 'older' => ['2023.2.206'], 'longer' => ['2024.1.1145']];
    }

    public function testNotInDocker(): void
    {
        $this->world->pbx->files->files['/.dockerenv'] = '';
        $this->world->fetch();
        self::assertSame([[], Trouble::CONTAINER], [$this->world->asked, $this->world->shown('trouble', 'code')]);
    }

    public function testNotWhileAPlanIsPlayed(): void
    {
        $this->world->isPlanRunning = true;
        $this->world->fetch();
        self::assertNull($this->world->shown('trouble'), 'it may be looked at');
        $this->world->runIt();
        self::assertSame([[], Trouble::PLAN_RUNNING], [$this->world->played, $this->world->shown('trouble', 'code')]);
    }

    public function testWhatNobodyExpectsAnyMoreIsNotBegun(): void
    {
        $this->world->fetch();
        $this->world->order(['kind' => PatchOrder::RUN, 'sha256' => hash('sha256', PatchWorld::SCRIPT), 'at' => '2026-11-23T11:58:00+03:00']);
        self::assertSame([[], Trouble::TOO_LATE], [$this->world->played, $this->world->shown('trouble', 'code')]);
        $this->world->order(['kind' => PatchOrder::RUN, 'sha256' => hash('sha256', PatchWorld::SCRIPT), 'at' => 'soon']);
        self::assertSame(Trouble::TOO_LATE, $this->world->shown('trouble', 'code'));
    }

    public function testAnOrderIsTakenOnce(): void
    {
        $this->world->fetch();
        self::assertFalse($this->world->folder->hasOrder());
        self::assertNull($this->world->folder->take());
    }

    public function testWhatIsNoOrderIsTakenAway(): void
    {
        $path = $this->world->orderPath();
        $texts = ['', '[]', '{"id":"0123456789abcdef","kind":"erase"}', '{"id":"../../x","kind":"run"}', str_repeat(' ', 4259841)];
        foreach ($texts as $text) {
            file_put_contents($path, $text);
            self::assertTrue($this->world->folder->hasOrder());
            self::assertNull($this->world->folder->take());
            self::assertFalse($this->world->folder->hasOrder());
        }
        symlink('/etc/passwd', $path);
        self::assertNull($this->world->folder->take());
        self::assertFalse(is_link($path));
    }

    public function testWhoeverIsKilledMeanwhileBrokeOff(): void
    {
        $this->world->fetch();
        $state = null;
        $this->world->script = function () use (&$state): array {
            $state = $this->world->folder->load();
            return ['ended' => ScriptRunner::EXIT, 'exit' => 0];
        };
        $this->world->runIt();
        self::assertInstanceOf(PatchState::class, $state);
        // As whoever starts next finds it.
        $this->world->folder->save($state);
        self::assertSame('running', $this->world->shown('phase'));
        $this->world->pbx->files->files = PatchFiles::FIXED;
        $this->world->patching()->breakOff();
        self::assertSame(['idle', PatchState::BROKEN_OFF], [$this->world->shown('phase'), $this->world->shown('run', 'ended')]);
        self::assertSame(['A' => 'fixed', 'B' => 'fixed'], $this->world->states('after'));
        $this->world->patching()->breakOff();
        self::assertCount(3, $this->world->history(), 'told once');
        $this->world->restore();
        self::assertCount(2, $this->world->played, 'it can be taken back all the same');
    }

    public function testWhoeverIsKilledWhileFetchingHasNothing(): void
    {
        $state = new PatchState();
        $state->phase = PatchState::FETCHING;
        $this->world->folder->save($state);
        $this->world->patching()->breakOff();
        self::assertSame(['idle', Trouble::FAILED], [$this->world->shown('phase'), $this->world->shown('trouble', 'code')]);
    }

    /**
     * @dataProvider moments
     */
    public function testOnAFullDiskNothingIsBegunThatCouldNotBeKept(string $full): void
    {
        $this->world->fetch();
        $this->world->records = new FullRecords($this->world->folder, $full);
        $this->world->runIt();
        self::assertSame([[], Trouble::DISK], [$this->world->played, $this->world->shown('trouble', 'code')]);
        self::assertNull($this->world->shown('run'));
        self::assertFileDoesNotExist($this->root->path('room'));
        $this->world->records = null;
        $this->world->runIt();
        self::assertSame(0, $this->world->shown('run', 'exit'));
    }

    /**
     * @return array<string, array{string}>
     */
    public function moments(): array
    {
        return ['for its record' => ['reserve'], 'for the script' => ['keep'], 'for its beginning' => ['save running']];
    }

    public function testAScriptThatFillsTheDiskLeavesRoomForItsRecord(): void
    {
        $this->world->fetch();
        $room = -1;
        $this->world->script = function () use (&$room): array {
            $room = (int) filesize($this->root->path('room'));
            return ['ended' => ScriptRunner::EXIT, 'exit' => 1];
        };
        $this->world->runIt();
        self::assertGreaterThan(2 * strlen((string) json_encode($this->world->shown())), $room);
        self::assertGreaterThan(400000, $room);
    }

    public function testWhatCouldNotBeKeptOfItsEndIsShownAndBrokeOff(): void
    {
        $this->world->fetch();
        $this->world->records = new FullRecords($this->world->folder, 'save idle');
        $this->world->runIt();
        self::assertSame(['exit', 0], [$this->world->shown('run', 'ended'), $this->world->shown('run', 'exit')]);
        self::assertSame(['patch: full'], $this->world->log->log);
        $this->world->records = null;
        $this->world->patching()->breakOff();
        self::assertSame(PatchState::BROKEN_OFF, $this->world->shown('run', 'ended'));
    }

    public function testTheHistoryMayBeOutOfReach(): void
    {
        $this->world->pbx->sources->storage->write('DROP TABLE m_ModuleSecurityChecklist_Journal');
        $this->world->fetch();
        $this->world->runIt();
        self::assertSame(0, $this->world->shown('run', 'exit'));
        self::assertCount(2, $this->world->log->log);
    }

    public function testADamagedRecordSaysNothing(): void
    {
        self::assertEquals(new PatchState(), PatchState::read(''));
        self::assertEquals(new PatchState(), PatchState::read('{"phase"'));
        self::assertNull($this->world->folder->status());
        self::assertNull($this->world->folder->lastRun());
        $this->expectException(CannotStore::class);
        (new PatchFolder('/nonexistent', '/nonexistent', $this->world))->handIn([]);
    }
}

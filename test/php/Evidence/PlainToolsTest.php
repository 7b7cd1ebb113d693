<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Trouble;
use Modules\ModuleSecurityChecklist\Test\Support\EvidenceWorld;
use PHPUnit\Framework\TestCase;

/**
 * The archive as whoever has nothing but the tools of a system checks it; made by a process that is really killed, on a disk that is really full.
 *
 * @group system
 */
final class PlainToolsTest extends TestCase
{
    private const WITH = ['recordings' => 'yes'] + EvidenceWorld::ASKED;

    private EvidenceWorld $world;
    private string $out;

    protected function setUp(): void
    {
        $this->world = new EvidenceWorld();
        $this->out = $this->world->path('out');
        mkdir($this->out);
        // Folders without files are not in the archive.
        rmdir($this->world->path('log/asterisk'));
        foreach (["new\nline", '-rf', "it's \"\$(id)\"", "b\xfft", "cr\r", 'back\\slash', str_repeat('long', 60), 'plain'] as $name) {
            $this->world->put("log/$name", str_repeat($name, 5000));
            $this->world->put("monitor/2026/11/21/00/$name", $name);
        }
    }

    protected function tearDown(): void
    {
        if (is_dir($this->world->path('small'))) {
            exec('umount ' . escapeshellarg($this->world->path('small')) . ' 2>/dev/null');
        }
        $this->world->remove();
    }

    public function testTarAndSha256sumAgree(): void
    {
        $this->world->order(self::WITH);
        $this->assertChecked();
        file_put_contents($this->out . '/evidence-20261123-120000/logs/plain', 'x', FILE_APPEND);
        self::assertNotSame(0, $this->shell("cd $this->out/evidence-* && sha256sum -c --quiet SHA256SUMS"));
    }

    public function testBusyBoxAgrees(): void
    {
        if ($this->shell('command -v busybox') !== 0) {
            self::markTestSkipped('no busybox here');
        }
        $this->world->order(self::WITH);
        self::assertSame(0, $this->shell('busybox tar -xf ' . $this->world->archive() . " -C $this->out"));
        self::assertSame(0, $this->shell("cd $this->out/evidence-* && sha256sum -c --quiet SHA256SUMS"));
    }

    public function testHashesOfRecordingsAreCheckedInTheirFolder(): void
    {
        $this->world->order();
        $sums = $this->world->path('private/evidence.recordings.sha256');
        self::assertSame(0, $this->shell('cd ' . $this->world->path('monitor') . " && sha256sum -c --quiet $sums"));
    }

    public function testReallyKilledItGoesOn(): void
    {
        $this->world->put('log/large', str_repeat('0123456789abcdef', 1000000));
        for ($kill = 0; $kill < 12; $kill++) {
            $child = pcntl_fork();
            self::assertNotSame(-1, $child);
            if ($child === 0) {
                $kill === 0 ? $this->world->order(self::WITH) : $this->world->collecting()->goOn();
                posix_kill((int) getmypid(), SIGKILL);
            }
            usleep(3000 + 9000 * $kill);
            posix_kill($child, SIGKILL);
            pcntl_waitpid($child, $status);
        }
        $this->world->folder->load()->archive === null ? $this->world->order(self::WITH) : $this->world->collecting()->goOn();
        if ($this->world->state()->phase === EvidenceState::STOPPED) {
            // So many ends without coming any further are told.
            $this->world->order(['kind' => 'resume']);
        }
        $this->assertChecked();
    }

    public function testAReallyFullDisk(): void
    {
        $small = $this->onASmallDisk();
        $this->world->put('log/large', str_repeat('0123456789abcdef', 300000));
        $this->world->order(self::WITH);
        self::assertSame([EvidenceState::STOPPED, Trouble::DISK], $this->trouble());
        self::assertSame('stopped', $this->world->folder->status()['phase'] ?? '', 'and it is shown');
        $this->shell('mount -o remount,size=20m ' . escapeshellarg($small));
        $this->world->order(['kind' => 'resume']);
        self::assertSame(EvidenceState::READY, $this->world->state()->phase);
        $this->assertChecked();
    }

    public function testOthersTakeTheLastByteMeanwhile(): void
    {
        $small = $this->onASmallDisk();
        $this->world->whenLooked = function (int $look) use ($small): void {
            if ($look === 6) {
                $this->shell('cat /dev/zero > ' . escapeshellarg("$small/others"));
            }
        };
        $this->world->order(self::WITH);
        self::assertLessThan(100000, disk_free_space($small));
        self::assertSame([EvidenceState::STOPPED, Trouble::DISK], $this->trouble(), 'nobody takes it up again and again');
        self::assertSame(['stopped', 'disk'], [
            $this->world->folder->status()['phase'] ?? '', ((array) ($this->world->folder->status()['trouble'] ?? []))['code'] ?? '',
        ]);
        unlink("$small/others");
        $this->world->order(['kind' => 'resume']);
        self::assertSame(EvidenceState::READY, $this->world->state()->phase);
        $this->assertChecked();
    }

    private function onASmallDisk(): string
    {
        $small = $this->world->path('small');
        mkdir($small);
        if (posix_geteuid() !== 0 || $this->shell('mount -t tmpfs -o size=3m none ' . escapeshellarg($small)) !== 0) {
            self::markTestSkipped('only root mounts a small disk');
        }
        foreach (['root', 'private'] as $folder) {
            rmdir($this->world->path($folder));
            mkdir("$small/$folder", 0700);
            symlink("$small/$folder", $this->world->path($folder));
        }
        return $small;
    }

    private function assertChecked(): void
    {
        self::assertSame(0, $this->shell('tar -xf ' . $this->world->archive() . " -C $this->out"));
        self::assertSame(0, $this->shell("cd $this->out/evidence-* && sha256sum -c --quiet SHA256SUMS && sha256sum -c --quiet SHA256SUMS.sha256"));
        self::assertSame(0, $this->shell("diff -r {$this->world->path('log')} $this->out/evidence-*/logs"));
        self::assertSame(0, $this->shell("diff -r {$this->world->path('monitor/2026')} $this->out/evidence-*/recordings/2026"));
    }

    /**
     * @return array{string, string}
     */
    private function trouble(): array
    {
        $state = $this->world->state();
        return [$state->phase, $state->trouble['code'] ?? ''];
    }

    private function shell(string $command): int
    {
        exec("{ $command; } >/dev/null 2>&1", $lines, $code);
        return $code;
    }
}

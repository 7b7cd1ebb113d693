<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\ShellScripts;
use Modules\ModuleSecurityChecklist\Lib\Patch\Output;
use Modules\ModuleSecurityChecklist\Lib\Patch\Script;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * Scripts as a real shell plays them.
 *
 * @group system
 */
final class ShellScriptsTest extends TestCase
{
    private const LONG = 60.0;

    private TemporaryFolder $folder;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testItIsPlayedToItsEndAndHeard(): void
    {
        self::assertSame(['exit', 0, "fixed\nand said\n"], self::play("echo fixed\necho and said >&2\n"));
    }

    public function testHalfWayItsExitCodeSaysSo(): void
    {
        self::assertSame(['exit', 3, "half\n"], self::play("echo half\nexit 3\necho whole\n"));
    }

    public function testWhoeverKillsItIsNoExitCode(): void
    {
        self::assertSame(['signal', null, ''], self::play("kill -9 $$\n"));
    }

    public function testItIsToldToRestore(): void
    {
        $text = "if [ \"\$1\" = restore ]; then echo back; else echo forth; fi\n";
        self::assertSame(['exit', 0, "forth\n"], self::play($text));
        self::assertSame(['exit', 0, "back\n"], self::play($text, ['restore']));
    }

    public function testNothingOfOursIsHandedDown(): void
    {
        putenv('CHECKLIST_SECRET=planted');
        $open = fopen(__FILE__, 'rb');
        self::assertNotEmpty(array_filter(range(3, 9), static function (int $number): bool {
            return file_exists("/proc/self/fd/$number");
        }));
        $left = 'for n in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo "open: $n"; done';
        [, , $said] = self::play("env | sort\necho \"$(pwd)\"\n$left\necho end\n");
        putenv('CHECKLIST_SECRET');
        self::assertIsResource($open);
        self::assertStringNotContainsString('planted', $said);
        self::assertStringContainsString('PATH=/sbin:/usr/sbin:/bin', $said);
        self::assertStringEndsWith("\n/\nend\n", $said);
    }

    public function testALargeOneIsFedToItsEnd(): void
    {
        self::assertSame(['exit', 0, "end\n"], self::play(str_repeat("# a line of a comment\n", 90000) . "echo end\n"));
    }

    public function testOneThatReadsNoFurtherIsOver(): void
    {
        self::assertSame(['exit', 0, "enough\n"], self::play("echo enough\nexit 0\n" . str_repeat("# more\n", 90000)));
    }

    public function testOfMuchOutputTheBeginningAndTheEndStay(): void
    {
        $said = null;
        $script = Script::of("echo first\nhead -c 300000 /dev/zero | tr '\\0' x\necho\necho last\n");
        $ended = (new ShellScripts(self::LONG))->run($script, [], static function (Output $output) use (&$said): void {
            $said = $output->written();
        });
        self::assertSame(['ended' => 'exit', 'exit' => 0], $ended);
        self::assertIsArray($said);
        self::assertStringStartsWith("first\nxxx", $said['begin']);
        self::assertStringEndsWith("xxx\nlast\n", $said['end']);
        self::assertSame(300012, strlen($said['begin'] . $said['end']) + $said['skipped']);
    }

    public function testOneThatHangsIsEndedWithAllThatItStarted(): void
    {
        $left = $this->folder->path('left');
        $text = "trap 'echo asked' TERM\n(trap '' TERM; sleep 300; touch $left) &\necho $! > {$this->folder->path('pid')}\nwhile :; do sleep 1; done\n";
        [$ended, $exit, $said] = self::play($text, [], 1.0);
        self::assertSame(['timeout', null], [$ended, $exit]);
        self::assertStringContainsString('asked', $said);
        $pid = (int) file_get_contents($this->folder->path('pid'));
        self::assertGreaterThan(1, $pid);
        // Whoever takes in orphans takes their time.
        for ($look = 0; $look < 100 && self::lives($pid); $look++) {
            usleep(50000);
        }
        self::assertFalse(self::lives($pid));
        self::assertFileDoesNotExist($left);
    }

    public function testWhatItLeavesRunningDoesNotKeepUsWaiting(): void
    {
        $begin = microtime(true);
        self::assertSame(['exit', 0, "done\n"], self::play("sleep 40 &\necho done\n"));
        self::assertLessThan(30, microtime(true) - $begin);
    }

    /**
     * @dataProvider wholes
     */
    public function testAShellSaysWhetherItIsWhole(string $text, bool $isWhole): void
    {
        self::assertSame($isWhole, (new ShellScripts())->isWhole(Script::of($text)));
    }

    /**
     * @return array<string, array{string, bool}>
     */
    public function wholes(): array
    {
        return [
            'whole' => ["#!/bin/sh\nif true; then\necho yes\nfi\n", true],
            'cut off' => ["#!/bin/sh\nif true; then\necho ye", false],
            'no script' => ["Nothing (here) to see; fi\n", false],
        ];
    }

    public function testToLookWhetherItIsWholePlaysNothing(): void
    {
        $trace = $this->folder->path('trace');
        self::assertTrue((new ShellScripts())->isWhole(Script::of("touch $trace\n")));
        self::assertFileDoesNotExist($trace);
    }

    /**
     * @param list<string> $words
     *
     * @return array{string, int|null, string}
     */
    private static function play(string $text, array $words = [], float $seconds = self::LONG): array
    {
        $said = '';
        $ended = (new ShellScripts($seconds))->run(Script::of($text), $words, static function (Output $output) use (&$said): void {
            $written = $output->written();
            $said = $written['begin'] . $written['end'];
        });
        return [$ended['ended'], $ended['exit'], $said];
    }

    private static function lives(int $pid): bool
    {
        $status = (string) @file_get_contents("/proc/$pid/stat");
        return $status !== '' && strpos($status, ') Z ') === false;
    }
}

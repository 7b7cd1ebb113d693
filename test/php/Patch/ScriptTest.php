<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Patch;

use Modules\ModuleSecurityChecklist\Lib\Patch\Origin;
use Modules\ModuleSecurityChecklist\Lib\Patch\Output;
use Modules\ModuleSecurityChecklist\Lib\Patch\Script;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use PHPUnit\Framework\TestCase;

/**
 * What is taken for a shell script, which addresses are asked, and how much of an output is kept.
 */
final class ScriptTest extends TestCase
{
    /**
     * @dataProvider scripts
     */
    public function testAShellScript(string $bytes): void
    {
        $script = Script::of($bytes);
        self::assertSame(
            [$bytes, strlen($bytes), hash('sha256', $bytes)],
            [$script->bytes(), $script->size(), $script->sha256()]
        );
    }

    /**
     * @return array<string, array{string}>
     */
    public function scripts(): array
    {
        return [
            'of sh' => ["#!/bin/sh\necho\n"],
            'with a blank' => ["#! /bin/sh -e\necho\n"],
            'of bash' => ["#!/usr/bin/env bash\r\necho\r\n"],
            'of ash, alone' => ['#!/bin/ash'],
            'without a first line' => ["cd /; [ -f x ] && rm x\n"],
            'that begins with a group' => ["{ echo; }\n"],
            'in another language' => ["# Исправление\necho 'готово ✓'\n"],
            'as large as may be' => [str_pad("#!/bin/sh\n", Script::MOST_BYTES, "#\n")],
        ];
    }

    /**
     * @dataProvider others
     */
    public function testNone(string $bytes, string $code): void
    {
        try {
            Script::of($bytes);
            self::fail('taken for a script');
        } catch (Trouble $trouble) {
            self::assertSame([$code, ''], [$trouble->reason(), $trouble->detail()]);
        }
    }

    /**
     * @return array<string, array{string, string}>
     */
    public function others(): array
    {
        return [
            'nothing' => ['', Trouble::EMPTY],
            'blanks' => [" \n\t\n", Trouble::EMPTY],
            'too large' => [str_pad("#!/bin/sh\n", Script::MOST_BYTES + 1, "#\n"), Trouble::TOO_LARGE],
            'a page' => ["\n <!DOCTYPE html>\n<title>x</title>", Trouble::PAGE],
            'a page without a type' => ['<HTML lang=en>', Trouble::PAGE],
            'what a server says' => ['{"error":"not found"}', Trouble::NOT_SHELL],
            'of python' => ["#!/usr/bin/python3\nprint(1)\n", Trouble::NOT_SHELL],
            'of what begins like sh' => ["#!/bin/shell\n", Trouble::NOT_SHELL],
            'packed' => ["\x1f\x8b\x08\x00\x00\x00\x00\x00", Trouble::NOT_TEXT],
            'with a null' => ["#!/bin/sh\necho \0\n", Trouble::NOT_TEXT],
            'with an escape' => ["#!/bin/sh\necho \x1b[2J\n", Trouble::NOT_TEXT],
            'no UTF-8' => ["#!/bin/sh\necho \xff\n", Trouble::NOT_TEXT],
            'turned around' => ["#!/bin/sh\necho \u{202e}olleh\n", Trouble::NOT_TEXT],
        ];
    }

    public function testTheVendorsAddressIsOne(): void
    {
        self::assertSame('files.miko.ru', Origin::of(Origin::VENDOR)->host());
    }

    /**
     * @dataProvider addresses
     */
    public function testAnAddressThatIsNotAsked(string $url): void
    {
        try {
            Origin::of($url);
            self::fail('asked');
        } catch (Trouble $trouble) {
            self::assertSame(Trouble::ADDRESS, $trouble->reason());
        }
    }

    /**
     * @return array<string, array{string}>
     */
    public function addresses(): array
    {
        return [
            'plain' => ['http://files.miko.ru/x'],
            'a file' => ['file:///etc/shadow'],
            'with a password' => ['https://me:secret@files.miko.ru/x'],
            'with a name' => ['https://files.miko.ru@evil.example/x'],
            'a word' => ['files.miko.ru/x'],
            'nothing' => [''],
            'no host' => ['https:///x'],
            'blanks' => ['https://files.miko.ru/x y'],
            'two lines' => ["https://files.miko.ru/x\n--output /etc/passwd"],
            'backslashes' => ['https://files.miko.ru\\@evil.example/x'],
            'long' => ['https://files.miko.ru/' . str_repeat('x', 500)],
            'a word for curl' => ['--config=/etc/passwd'],
            'odd host' => ['https://fi les/x'],
            'braces' => ['https://{files,evil}.miko.ru/x'],
        ];
    }

    public function testWhereItMaySendUsOnTo(): void
    {
        $from = Origin::of('https://Files.example/a');
        self::assertSame('https://files.example:443/b', $from->redirected('https://files.example:443/b')->url());
        foreach (['https://files.example:444/b', 'https://files.example.evil/b', 'http://files.example/b', 'ftp://x/'] as $url) {
            try {
                $from->redirected($url);
                self::fail($url);
            } catch (Trouble $trouble) {
                self::assertSame(Trouble::REDIRECTED, $trouble->reason());
            }
        }
    }

    public function testAnOutputIsReadable(): void
    {
        $output = new Output();
        $output->add("\x1b[31mred\x1b[0m\r\n50%\r100%\x07\n");
        self::assertSame(['begin' => "red\n50%\n100%\n", 'skipped' => 0, 'end' => ''], $output->written());
    }

    public function testOfALongOutputBothEndsAreKept(): void
    {
        $output = new Output();
        foreach (str_split(str_repeat('a', 40000) . str_repeat('b', 10000) . str_repeat('c', 30000), 777) as $piece) {
            $output->add($piece);
        }
        $written = $output->written();
        self::assertSame(str_repeat('a', 32768), $written['begin']);
        self::assertSame(str_repeat('b', 2768) . str_repeat('c', 30000), $written['end']);
        self::assertSame(80000 - 65536, $written['skipped']);
    }
}

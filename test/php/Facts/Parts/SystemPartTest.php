<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class SystemPartTest extends TestCase
{
    private const STAT = "cpu  1 2 3\nbtime 1795000000\nprocesses 5\n";
    private const FIRST_PROCESS = '1 (odd) name) S 0 1 1 0 -1 4194560 2 3 4 5 6 7 8 9 20 0 1 0 12345 99 88';

    public function testTellsWhichPbxThisIs(): void
    {
        $pbx = TestPbx::office('2026');
        $pbx->files->files = ['/proc/stat' => self::STAT];
        self::assertSame(
            [
                'bootedAt' => '2026-11-18T14:06:40+03:00',
                'container' => ['kind' => 'none'],
                'language' => 'ru-ru',
                'name' => 'Office & Söhne',
                'now' => '2026-11-23T12:00:00+03:00',
                'release' => '2026.1.223',
                'timeZone' => 'Europe/Moscow',
            ],
            $pbx->data('system')
        );
    }

    public function testADockerContainerBeganWithItsFirstProcess(): void
    {
        $pbx = TestPbx::office();
        $pbx->files->files = [
            '/.dockerenv' => '', '/proc/stat' => self::STAT, '/proc/1/stat' => self::FIRST_PROCESS,
        ];
        $data = $pbx->data('system');
        self::assertIsArray($data);
        self::assertSame('2026-11-18T14:08:43+03:00', $data['bootedAt']);
        self::assertSame(
            ['bouncer' => null, 'kind' => 'docker', 'network' => 'unknown', 'ownInterfaces' => []],
            $data['container']
        );
    }

    public function testAHiddenOrOddBootTimeIsNotKnown(): void
    {
        foreach ([null, '', 'btime soon', 'btime 99999999999999999999'] as $text) {
            $pbx = TestPbx::office();
            $pbx->files->files = ['/proc/stat' => $text];
            $data = $pbx->data('system');
            self::assertIsArray($data);
            self::assertNull($data['bootedAt']);
        }
    }
}

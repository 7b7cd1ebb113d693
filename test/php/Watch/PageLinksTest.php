<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Watch;

use Modules\ModuleSecurityChecklist\Lib\Watch\PageLinks;
use PHPUnit\Framework\TestCase;

final class PageLinksTest extends TestCase
{
    private const PAGE = '/admin-cabinet/module-security-checklist/module-security-checklist/index/';

    public function testTheyAreWhereCoreSaysThatItsCabinetIs(): void
    {
        $about = self::boxed('MikoPBX 2026.1.223', 'Local Network Address:', 'https://192.168.7.10:8443', 'http://192.168.7.10', 'External:', 'https://pbx.example.com:8443');
        self::assertSame(
            ['https://192.168.7.10:8443' . self::PAGE, 'https://pbx.example.com:8443' . self::PAGE],
            PageLinks::in($about)
        );
    }

    public function testEncryptedWhereverThatIsPossible(): void
    {
        self::assertSame(['http://192.168.7.10:8080' . self::PAGE], PageLinks::in('http://192.168.7.10:8080'));
        self::assertSame(['https://10.0.0.1' . self::PAGE], PageLinks::in("http://10.0.0.1\nhttps://10.0.0.1\nhttps://10.0.0.1"));
    }

    public function testNothingIsGuessed(): void
    {
        self::assertSame([], PageLinks::in(self::boxed('MikoPBX 2024.1.114', 'Web Interface Access')));
        self::assertSame([], PageLinks::in(self::boxed('https://', 'https://<b>', 'https://a"b', 'https://user:secret@pbx', 'ftp://pbx')));
    }

    public function testAFewAreEnough(): void
    {
        self::assertCount(4, PageLinks::in(implode("\n", array_map(static function (int $i): string {
            return "https://10.0.0.$i";
        }, range(1, 9)))));
    }

    private static function boxed(string ...$lines): string
    {
        $width = 66;
        return implode("\n", array_map(static function (string $line) use ($width): string {
            return '| ' . str_pad($line, $width) . ' |';
        }, $lines));
    }
}

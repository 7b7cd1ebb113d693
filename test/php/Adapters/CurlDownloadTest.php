<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\CurlDownload;
use Modules\ModuleSecurityChecklist\Lib\Patch\Fetching;
use Modules\ModuleSecurityChecklist\Lib\Patch\Origin;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;
use PHPUnit\Framework\TestCase;

/**
 * A script from a server over TLS, whatever that server does.
 *
 * @group system
 */
final class CurlDownloadTest extends TestCase
{
    private const TLS = __DIR__ . '/../../support/tls/';

    /** @var array<string, array{resource, int}> */
    private static array $servers = [];

    public static function tearDownAfterClass(): void
    {
        foreach (self::$servers as [$process]) {
            proc_terminate($process, 9);
            proc_close($process);
        }
        self::$servers = [];
    }

    public function testAGoodOneComesAsItIs(): void
    {
        self::assertSame("#!/bin/sh\necho fixed\n", self::fetch('/good'));
    }

    public function testARedirectOnTheSameHostIsFollowed(): void
    {
        self::assertSame("#!/bin/sh\necho fixed\n", self::fetch('/moved'));
    }

    /**
     * @dataProvider troubles
     */
    public function testWhateverElseHappensHasItsName(string $path, string $code, string $detail = ''): void
    {
        self::assertSame([$code, $detail], self::trouble($path));
    }

    /**
     * @return array<string, array{0: string, 1: string, 2?: string}>
     */
    public function troubles(): array
    {
        return [
            'not there' => ['/nothing', Trouble::NOT_FOUND],
            'out of order' => ['/broken', Trouble::STATUS, '500'],
            'round and round' => ['/loop', Trouble::LOOP],
            'to another host' => ['/elsewhere', Trouble::REDIRECTED, 'https://evil.example'],
            'to another door of this machine' => ['/other-port', Trouble::REDIRECTED, 'https://127.0.0.1'],
            'without encryption' => ['/plain', Trouble::REDIRECTED, 'http://127.0.0.1'],
            'a page' => ['/page', Trouble::PAGE],
            'cut off' => ['/truncated', Trouble::CUT_OFF],
            'announced as too large' => ['/announced', Trouble::TOO_LARGE],
            'without an end' => ['/endless', Trouble::TOO_LARGE],
        ];
    }

    public function testASlowOneIsNotWaitedForWithoutEnd(): void
    {
        try {
            (new CurlDownload(['--cacert', self::TLS . 'ca.pem']))->get(self::url('/slow', 'trusted'), 1.0, 1000);
            self::fail('it came');
        } catch (Trouble $trouble) {
            self::assertSame(Trouble::TIMEOUT, $trouble->reason());
        }
    }

    /**
     * @dataProvider certificates
     */
    public function testNobodyElseIsBelieved(string $certificate): void
    {
        self::assertSame([Trouble::CERTIFICATE, ''], self::trouble('/good', $certificate));
    }

    /**
     * @return array<string, array{string}>
     */
    public function certificates(): array
    {
        return ['made by themselves' => ['self-signed'], 'of another name' => ['other-name']];
    }

    public function testWithoutOurAuthorityNobodyIsBelieved(): void
    {
        self::assertSame([Trouble::CERTIFICATE, ''], self::trouble('/good', 'trusted', []));
    }

    public function testNobodyThere(): void
    {
        try {
            (new CurlDownload())->get('https://127.0.0.1:1/', 5.0, 1000);
            self::fail('somebody answered');
        } catch (Trouble $trouble) {
            self::assertSame(Trouble::NO_CONNECTION, $trouble->reason());
        }
    }

    /**
     * @param list<string>|null $words
     */
    private static function fetch(string $path, string $certificate = 'trusted', ?array $words = null): string
    {
        $download = new CurlDownload($words ?? ['--cacert', self::TLS . 'ca.pem']);
        $fetching = new Fetching($download, new PretendedTime(new Fate()));
        return $fetching->get(Origin::of(self::url($path, $certificate)))->bytes();
    }

    /**
     * @param list<string>|null $words
     *
     * @return array{string, string}
     */
    private static function trouble(string $path, string $certificate = 'trusted', ?array $words = null): array
    {
        try {
            return ['came', self::fetch($path, $certificate, $words)];
        } catch (Trouble $trouble) {
            return [$trouble->reason(), $trouble->detail()];
        }
    }

    private static function url(string $path, string $certificate): string
    {
        [, $port] = self::$servers[$certificate] ?? self::serve($certificate);
        return "https://127.0.0.1:$port$path";
    }

    /**
     * @return array{resource, int}
     */
    private static function serve(string $certificate): array
    {
        $file = self::TLS . $certificate;
        $command = [PHP_BINARY, __DIR__ . '/../Support/script-server.php', "$file.pem", "$file.key"];
        $pipes = [];
        $process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
        if (!is_resource($process)) {
            self::fail('no server');
        }
        self::$servers[$certificate] = [$process, (int) fgets($pipes[1])];
        return self::$servers[$certificate];
    }
}

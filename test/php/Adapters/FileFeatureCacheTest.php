<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\FileFeatureCache;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class FileFeatureCacheTest extends TestCase
{
    private TemporaryFolder $folder;
    private FileFeatureCache $cache;
    /** @var array<int|string, string> */
    private array $features;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->cache = new FileFeatureCache($this->folder->path());
        $this->features = [
            str_repeat("\n", 16) => "\0\n", '1234567890123456' => '', str_repeat("\0", 15) . 'x' => "\xff\xff\0\1\2",
        ];
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testGivesBackWhatWasStoredForTheSameListAndBuildOnly(): void
    {
        self::assertSame([], $this->cache->fetch('secrets', 'build'));
        $this->cache->store('secrets', 'build', $this->features);
        self::assertSame($this->features, $this->cache->fetch('secrets', 'build'));
        self::assertSame([], $this->cache->fetch('secrets', 'build2'));
        self::assertSame([], $this->cache->fetch('web', 'build'));

        $this->cache->store('secrets', 'build', []);
        self::assertSame([], $this->cache->fetch('secrets', 'build'));
    }

    public function testNobodyElseCanReadIt(): void
    {
        $this->cache->store('secrets', 'build', $this->features);
        self::assertSame(0600, (int) fileperms($this->folder->path('features-secrets.cache')) & 0777);
        self::assertCount(3, (array) scandir($this->folder->path()), 'no draft is left behind');
    }

    public function testADamagedFileIsAnEmptyOne(): void
    {
        $this->cache->store('secrets', 'build', $this->features);
        $path = $this->folder->path('features-secrets.cache');
        $text = (string) file_get_contents($path);
        for ($i = 0; $i < strlen($text); $i++) {
            $damaged = $text;
            $damaged[$i] = chr(ord($text[$i]) ^ 1);
            file_put_contents($path, $damaged);
            self::assertSame([], $this->cache->fetch('secrets', 'build'), "byte $i");
            file_put_contents($path, substr($text, 0, $i));
            self::assertSame([], $this->cache->fetch('secrets', 'build'), "cut at $i");
        }
        file_put_contents($path, $text . $text);
        self::assertSame([], $this->cache->fetch('secrets', 'build'));
        $this->cache->store('secrets', 'build', $this->features);
        self::assertSame($this->features, $this->cache->fetch('secrets', 'build'));
    }

    public function testWithoutItsFolderItKeepsNothingAndSaysNothing(): void
    {
        $cache = new FileFeatureCache($this->folder->path('none'));
        $cache->store('secrets', 'build', $this->features);
        self::assertSame([], $cache->fetch('secrets', 'build'));
    }
}

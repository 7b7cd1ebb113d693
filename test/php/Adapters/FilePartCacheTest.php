<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\FilePartCache;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class FilePartCacheTest extends TestCase
{
    private TemporaryFolder $folder;
    private FilePartCache $cache;
    /** @var array<string, array{json: string, digest: string}> */
    private array $parts;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->cache = new FilePartCache($this->folder->path());
        $this->parts = [
            'sip' => ['json' => '{"a":1}', 'digest' => str_repeat('a', 64)],
            'accounts' => ['json' => "[\"two\\nlines\n\"]", 'digest' => str_repeat('b', 64)],
        ];
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testGivesBackWhatWasStoredUnderTheSameKeyOnly(): void
    {
        self::assertSame([], $this->cache->fetch('key'));
        $this->cache->store('key', $this->parts);
        self::assertSame($this->parts, $this->cache->fetch('key'));
        self::assertSame([], $this->cache->fetch('ke'));
        self::assertSame([], $this->cache->fetch('key2'));

        $this->cache->store('key2', []);
        self::assertSame([], $this->cache->fetch('key'), 'one key at a time');
    }

    public function testNobodyElseCanReadIt(): void
    {
        $this->cache->store('key', $this->parts);
        self::assertSame(0600, (int) fileperms($this->folder->path('facts.cache')) & 0777);
        self::assertCount(3, (array) scandir($this->folder->path()), 'no draft is left behind');
    }

    public function testADamagedFileIsNoCache(): void
    {
        $this->cache->store('key', $this->parts);
        $path = $this->folder->path('facts.cache');
        $text = (string) file_get_contents($path);
        foreach ([substr($text, 0, -3), $text . 'x', "key\n????", ''] as $damaged) {
            file_put_contents($path, $damaged);
            self::assertSame([], $this->cache->fetch('key'));
        }
    }

    public function testAFolderThatIsGoneHarmsNobody(): void
    {
        $cache = new FilePartCache($this->folder->path('gone'));
        $cache->store('key', $this->parts);
        self::assertSame([], $cache->fetch('key'));
        self::assertFileDoesNotExist($this->folder->path('gone'));
    }
}

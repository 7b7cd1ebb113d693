<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\DiskFiles;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class DiskFilesTest extends TestCase
{
    private TemporaryFolder $folder;
    private DiskFiles $files;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->files = new DiskFiles();
        file_put_contents($this->folder->path('file'), "0123456789");
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testReadsWhatIsThereAndSaysWhatIsNot(): void
    {
        self::assertSame('0123456789', $this->files->read($this->folder->path('file')));
        self::assertNull($this->files->read($this->folder->path('none')));
    }

    public function testWhatIsThereAndCannotBeReadHasFailed(): void
    {
        $this->expectException(CannotRead::class);
        $this->files->read($this->folder->path());
    }

    public function testGivesBytesAndStamps(): void
    {
        $path = $this->folder->path('file');
        self::assertSame('345', $this->files->slice($path, 3, 3));
        self::assertSame('89', $this->files->slice($path, 8, 5));
        self::assertSame('', $this->files->slice($path, 20, 5));
        self::assertSame('', $this->files->slice($this->folder->path('none'), 0, 5));
        self::assertNull($this->files->stamp($this->folder->path('none')));
        $stamp = $this->files->stamp($path);
        self::assertSame($stamp, $this->files->stamp($path));
        file_put_contents($path, '01234567890');
        self::assertNotSame($stamp, $this->files->stamp($path));
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class KeyFileTest extends TestCase
{
    private TemporaryFolder $folder;
    private string $path;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->path = $this->folder->path('fingerprints.key');
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testTheSameForTheSamePurposeAndTextDifferentForAnythingElse(): void
    {
        $prints = [];
        $asked = [['features', 'word'], ['rotation', 'word'], ['features', 'words'], ['featuresw', 'ord'], ['', ''], ['', 'a'], ['a', '']];
        foreach ($asked as [$purpose, $text]) {
            $print = $this->keyFile()->of($purpose, $text);
            self::assertSame(Fingerprints::LENGTH, strlen($print));
            self::assertSame($print, $this->keyFile()->of($purpose, $text));
            $prints[$print] = true;
        }
        self::assertCount(count($asked), $prints);
    }

    public function testAnotherPbxHasAnotherKey(): void
    {
        $other = new TemporaryFolder();
        $print = (new KeyFile($other->path()))->of('features', 'word');
        $other->remove();
        self::assertNotSame($print, $this->keyFile()->of('features', 'word'));
    }

    public function testTheKeyIsMadeOnceAndForItsOwnerOnly(): void
    {
        self::assertFileDoesNotExist($this->path, 'only when it is asked for');
        $this->keyFile()->of('a', 'b');
        $key = (string) file_get_contents($this->path);
        self::assertSame(32, strlen($key));
        self::assertSame(0600, (int) fileperms($this->path) & 0777);
        $this->keyFile()->of('c', 'd');
        self::assertSame($key, file_get_contents($this->path));
    }

    public function testIsHmacOfTheTextWithAKeyForEachPurpose(): void
    {
        file_put_contents($this->path, str_repeat('k', 32));
        $key = hash_hmac('sha256', 'purpose', str_repeat('k', 32), true);
        $wanted = substr(hash_hmac('sha256', 'text', $key), 0, 32);
        self::assertSame($wanted, bin2hex($this->keyFile()->of('purpose', 'text')));
    }

    /**
     * @dataProvider damaged
     */
    public function testADamagedKeyIsNeverReplaced(string $damaged): void
    {
        file_put_contents($this->path, $damaged);
        try {
            $this->keyFile()->of('a', 'b');
            self::fail('took a damaged key');
        } catch (CannotRead $refused) {
            self::assertSame('fingerprints.key', $refused->getMessage());
        }
        self::assertSame($damaged, file_get_contents($this->path));
    }

    /**
     * @return array<string, array{string}>
     */
    public static function damaged(): array
    {
        return ['empty' => [''], 'short' => [str_repeat('k', 31)], 'long' => [str_repeat('k', 33)]];
    }

    public function testWithoutItsFolderThereIsNoKey(): void
    {
        $this->expectException(CannotRead::class);
        (new KeyFile($this->folder->path('none')))->of('a', 'b');
    }

    public function testAFolderInItsPlaceIsNoKey(): void
    {
        $other = new TemporaryFolder();
        mkdir($other->path('fingerprints.key'));
        try {
            (new KeyFile($other->path()))->of('a', 'b');
            self::fail('took a folder for a key');
        } catch (CannotRead $refused) {
            self::assertDirectoryExists($other->path('fingerprints.key'));
        } finally {
            rmdir($other->path('fingerprints.key'));
            $other->remove();
        }
    }

    private function keyFile(): KeyFile
    {
        return new KeyFile($this->folder->path());
    }
}

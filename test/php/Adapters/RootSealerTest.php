<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\RootSealer;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Shredder;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFingerprints;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * What is sealed is opened for its owner, until it is forgotten.
 */
final class RootSealerTest extends TestCase
{
    private const SECRET = "Zk4n \0ü\xff secret";

    private TemporaryFolder $folder;
    private RootSealer $sealer;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->sealer = $this->sealer();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testAnotherProcessOpensIt(): void
    {
        $sealed = $this->sealer->seal('sip:201', self::SECRET);
        self::assertSame(self::SECRET, $this->sealer()->open('sip:201', $sealed));
        self::assertSame('', $this->sealer->open('sip:201', $this->sealer->seal('sip:201', '')));
        self::assertNotSame($sealed, $this->sealer->seal('sip:201', self::SECRET), 'twice the same looks different');
        self::assertStringNotContainsString('secret', (string) base64_decode($sealed, true));
    }

    public function testNobodyElseCan(): void
    {
        $sealed = $this->sealer->seal('sip:201', self::SECRET);
        $damaged = base64_encode(strrev((string) base64_decode($sealed, true)));
        foreach ([['sip:202', $sealed], ['sip:201', $damaged], ['sip:201', ''], ['sip:201', '***'], ['sip:201', 'c2hvcnQ=']] as [$owner, $text]) {
            $this->assertClosed($this->sealer, $owner, $text);
        }
    }

    public function testWhatIsForgottenIsNeverOpened(): void
    {
        $sealed = $this->sealer->seal('sip:201', self::SECRET);
        $other = $this->sealer();
        $this->sealer->forget();
        self::assertFileDoesNotExist($this->folder->path('sealed.key'));
        $this->assertClosed($this->sealer, 'sip:201', $sealed);
        $this->assertClosed($other, 'sip:201', $sealed);
        $again = $this->sealer->seal('sip:201', self::SECRET);
        $this->assertClosed($this->sealer, 'sip:201', $sealed);
        self::assertSame(self::SECRET, $this->sealer()->open('sip:201', $again));
        $this->sealer->forget();
        $this->sealer->forget();
    }

    public function testThePrintIsOfTheOwnerAndStays(): void
    {
        $print = $this->sealer->printOf('sip:201', self::SECRET);
        self::assertMatchesRegularExpression('/\A[0-9a-f]{32}\z/', $print);
        self::assertNotSame($print, $this->sealer->printOf('sip:202', self::SECRET));
        $this->sealer->forget();
        self::assertSame($print, $this->sealer()->printOf('sip:201', self::SECRET));
    }

    public function testAKeyThatIsDamagedOpensNothingAndIsNotReplaced(): void
    {
        file_put_contents($this->folder->path('sealed.key'), 'short');
        $this->expectException(CannotRead::class);
        $this->sealer->seal('sip:201', self::SECRET);
    }

    public function testTheKeyIsShownNowhere(): void
    {
        $this->sealer->seal('sip:201', self::SECRET);
        $key = (string) file_get_contents($this->folder->path('sealed.key'));
        self::assertSame(32, strlen($key));
        self::assertSame(0600, fileperms($this->folder->path('sealed.key')) & 0777);
        self::assertStringNotContainsString($key, print_r($this->sealer, true));
    }

    public function testAFileIsWrittenOverBeforeItIsGone(): void
    {
        $path = $this->folder->path('old');
        file_put_contents($path, str_repeat('secret', 20000));
        $same = fopen($path, 'rb');
        self::assertIsResource($same);
        self::assertTrue(Shredder::shred($path));
        self::assertFileDoesNotExist($path);
        self::assertSame(str_repeat("\0", 120000), stream_get_contents($same));
        self::assertTrue(Shredder::shred($path), 'twice does no harm');
    }

    private function sealer(): RootSealer
    {
        return new RootSealer($this->folder->path(''), new FakeFingerprints());
    }

    private function assertClosed(RootSealer $sealer, string $owner, string $sealed): void
    {
        try {
            $sealer->open($owner, $sealed);
        } catch (CannotRead $closed) {
            self::assertSame('sealed.key', $closed->getMessage());
            return;
        }
        self::fail("opened: $owner");
    }
}

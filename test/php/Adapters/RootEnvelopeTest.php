<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Adapters\RootEnvelope;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\PasswordPolicy;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

final class RootEnvelopeTest extends TestCase
{
    private TemporaryFolder $folder;
    private TemporaryFolder $root;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->root = new TemporaryFolder();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
        $this->root->remove();
    }

    public function testWhatIsClosedRootOpensAndNobodyElse(): void
    {
        $envelope = $this->envelope();
        $envelope->makeKeys();
        $typed = self::secret(str_repeat('x', PasswordPolicy::LONGEST));
        $closed = $envelope->close($typed);
        self::assertStringNotContainsString('xxxxxx', $closed . base64_decode($closed, true));
        self::assertNotSame($closed, $envelope->close($typed), 'the same text never looks the same');
        self::assertSame($typed->text(), $envelope->open($closed)->text());
        self::assertSame('0600', substr(sprintf('%o', fileperms($this->root->path('envelope.key'))), -4));
        self::assertSame(['envelope.key'], array_values(array_diff((array) scandir($this->root->path('')), ['.', '..'])));

        $elsewhere = new TemporaryFolder();
        $stranger = new RootEnvelope($this->folder->path(''), $elsewhere->path(''));
        $this->assertCannot(static function () use ($stranger, $closed): void {
            $stranger->open($closed);
        });
        $elsewhere->remove();
    }

    public function testKeysAreMadeOnceAndThePublicOneFollows(): void
    {
        $envelope = $this->envelope();
        $envelope->makeKeys();
        $closed = $envelope->close(self::secret('kept'));
        file_put_contents($this->folder->path('envelope.pub'), 'somebody else\'s');
        $this->assertCannot(static function () use ($envelope): void {
            $envelope->close(self::secret('lost'));
        });
        $envelope->makeKeys();
        self::assertSame('kept', $envelope->open($closed)->text());
        self::assertSame('also', $envelope->open($envelope->close(self::secret('also')))->text());
    }

    public function testADamagedPrivateKeyIsMadeAnew(): void
    {
        $envelope = $this->envelope();
        $envelope->makeKeys();
        $closed = $envelope->close(self::secret('gone'));
        file_put_contents($this->root->path('envelope.key'), 'damaged');
        $envelope->makeKeys();
        $this->assertCannot(static function () use ($envelope, $closed): void {
            $envelope->open($closed);
        });
        self::assertSame('new', $envelope->open($envelope->close(self::secret('new')))->text());
    }

    public function testWithoutKeysAndOfRubbishNothingComes(): void
    {
        $envelope = $this->envelope();
        $this->assertCannot(static function () use ($envelope): void {
            $envelope->close(self::secret('x'));
        });
        $envelope->makeKeys();
        foreach (['', 'no base64!', base64_encode('short'), base64_encode(str_repeat('z', 256))] as $rubbish) {
            $this->assertCannot(static function () use ($envelope, $rubbish): void {
                $envelope->open($rubbish);
            });
        }
        $nowhere = new RootEnvelope('/does/not/exist', '/does/not/exist');
        $this->assertCannot(static function () use ($nowhere): void {
            $nowhere->makeKeys();
        });
    }

    /**
     * @param callable(): void $what
     */
    private function assertCannot(callable $what): void
    {
        try {
            $what();
            self::fail('it could');
        } catch (CannotRead $cannot) {
            self::assertStringNotContainsString('lost', $cannot->getMessage());
        }
    }

    private function envelope(): RootEnvelope
    {
        return new RootEnvelope($this->folder->path(''), $this->root->path(''));
    }

    private static function secret(string $text): Secret
    {
        return new Secret($text, new About(), 0);
    }
}

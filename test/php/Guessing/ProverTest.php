<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Guessing\Prover;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Tries;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestLogins;
use PDO;
use PHPUnit\Framework\TestCase;
use RuntimeException;
use Throwable;

/**
 * @phpstan-import-type Proof from LoginKnowledge
 */
final class ProverTest extends TestCase
{
    private const PASSWORD = 'kQ9#loveZ3!h';

    private TemporaryFolder $folder;
    private TestLogins $pbx;
    private string $hash;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->pbx = new TestLogins($this->folder);
        $this->hash = crypt(self::PASSWORD, '$6$rounds=1000$saltsalt');
        $this->pbx->set('WebAdminPassword', $this->hash);
        $this->pbx->set('SSHPassword', self::PASSWORD);
        $this->pbx->set('WebAdminLogin', 'boss');
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testThePasswordIsProvenUntilTheStoredValueChanges(): void
    {
        self::assertNull($this->proven('web', $this->hash));
        self::assertSame('matched', $this->prove('web', self::PASSWORD));
        $proven = $this->proven('web', $this->hash);
        self::assertNotNull($proven);
        self::assertSame(
            ['2026-11-23T12:00:00+03:00', 'person', true, '12+'],
            [$proven['at'], $proven['by'], $proven['current'], $proven['features']['length']]
        );
        $again = crypt(self::PASSWORD, '$6$rounds=1000$other');
        self::assertFalse($this->proven('web', $again)['current'] ?? null);
        self::assertTrue($this->proven('web', $this->hash)['current'] ?? null);
        self::assertNull($this->proven('ssh', $this->hash), 'the other login');
    }

    public function testItIsJudgedAsThePasswordOfItsLogin(): void
    {
        $this->prove('web', self::PASSWORD);
        self::assertCount(1, $this->pbx->features->asked);
        $about = $this->pbx->features->asked[0]->about();
        self::assertSame(['boss', 'PBX system'], [$about->login, $about->company]);
    }

    public function testAPlainPasswordIsProvenToo(): void
    {
        self::assertSame('not-matched', $this->prove('ssh', 'root'));
        self::assertSame('matched', $this->prove('ssh', self::PASSWORD));
        self::assertTrue($this->proven('ssh', self::PASSWORD)['current'] ?? null);
    }

    public function testAnotherPasswordProvesNothingAndLeavesWhatWasProven(): void
    {
        $this->prove('web', self::PASSWORD);
        $before = $this->proven('web', $this->hash);
        self::assertSame('not-matched', $this->prove('web', 'other'));
        self::assertSame('not-matched', $this->prove('web', $this->hash));
        self::assertSame($before, $this->proven('web', $this->hash));
        self::assertCount(1, $this->pbx->features->asked);
    }

    public function testTriesOfBothLoginsCountTogetherRightOnesToo(): void
    {
        foreach (['web', 'ssh', 'web'] as $which) {
            self::assertSame('matched', $this->prove($which, self::PASSWORD));
        }
        self::assertSame('not-matched', $this->prove('ssh', 'x'));
        self::assertSame('not-matched', $this->prove('web', 'x'));
        $secret = new Secret(self::PASSWORD, new About(), 0);
        $locked = ['state' => 'too-many-tries', 'waitSeconds' => 900];
        self::assertSame($locked, $this->pbx->prover()->prove('web', $secret), 'even the right one');
        $this->pbx->at(10900);
        self::assertSame('matched', $this->prove('web', self::PASSWORD));
    }

    public function testWhereThereIsNothingToCompareNoTryIsTaken(): void
    {
        foreach (['', '$y$j9T$salt$hash'] as $stored) {
            $this->pbx->set('WebAdminPassword', $stored);
            for ($try = 0; $try < 6; $try++) {
                self::assertSame('nothing-to-compare', $this->prove('web', ''));
            }
        }
        self::assertSame('not-matched', $this->prove('ssh', 'x'));
    }

    public function testWhatCannotBeCountedIsNotCompared(): void
    {
        $writer = new PDO('sqlite:' . ModuleDatabase::path($this->folder));
        $writer->exec('BEGIN EXCLUSIVE');
        $this->pbx->storage = ModuleDatabase::open($this->folder);
        try {
            $this->prove('web', self::PASSWORD);
            self::fail('compared');
        } catch (CannotStore $busy) {
            self::assertTrue($busy->isBusy());
        }
        $writer->exec('COMMIT');
        unset($this->pbx->files->files['/proc/uptime']);
        $this->expectException(CannotRead::class);
        $this->prove('web', self::PASSWORD);
    }

    public function testThePasswordIsNowhereAfterwards(): void
    {
        $this->prove('web', self::PASSWORD);
        $this->prove('ssh', self::PASSWORD);
        $this->prove('web', 'another-word');
        $file = (string) file_get_contents(ModuleDatabase::path($this->folder));
        foreach ([self::PASSWORD, 'another-word', $this->hash] as $text) {
            for ($from = 0; $from + 6 <= strlen($text); $from++) {
                self::assertStringNotContainsString(substr($text, $from, 6), $file);
            }
        }
    }

    public function testThePasswordIsInNoException(): void
    {
        $before = (string) ini_set('zend.exception_ignore_args', '0');
        $broken = new class () implements Features {
            public function of(array $secrets, string $list = ''): array
            {
                throw new RuntimeException('no dictionary');
            }
        };
        $tries = new Tries($this->pbx->storage, new Uptime($this->pbx->files));
        $prover = new Prover($this->pbx->stored(), $broken, $this->pbx->proofs(), $tries);
        $thrown = $this->thrownBy($prover);
        self::assertInstanceOf(RuntimeException::class, $thrown);
        $this->pbx->set('WebAdminPassword', self::PASSWORD);
        $this->pbx->fingerprints->broken = new CannotRead(CannotRead::FAILED, 'no key');
        $keyless = $this->thrownBy($this->pbx->prover());
        self::assertInstanceOf(CannotRead::class, $keyless);
        $this->pbx->storage->write('DROP TABLE m_ModuleSecurityChecklist_Kept');
        $unstored = $this->thrownBy($this->pbx->prover());
        self::assertInstanceOf(CannotStore::class, $unstored);
        ini_set('zend.exception_ignore_args', $before);
        foreach ([$thrown, $keyless, $unstored] as $exception) {
            $ours = array_filter($exception->getTrace(), static function (array $frame): bool {
                return strpos($frame['class'] ?? '', 'PHPUnit') !== 0 && ($frame['class'] ?? '') !== self::class;
            });
            ob_start();
            var_dump($ours);
            $said = ob_get_clean() . $exception->getTraceAsString() . $exception->getMessage() . print_r($ours, true);
            self::assertStringContainsString('prove', $said);
            self::assertStringNotContainsString(self::PASSWORD, $said);
            self::assertStringNotContainsString($this->hash, $said);
        }
    }

    private function thrownBy(Prover $prover): ?Throwable
    {
        try {
            $prover->prove('web', new Secret(self::PASSWORD, new About(), 0));
        } catch (Throwable $thrown) {
            return $thrown;
        }
        return null;
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     */
    private function prove(string $which, string $typed): string
    {
        return $this->pbx->prover()->prove($which, new Secret($typed, new About(), 0))['state'];
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return Proof|null
     */
    private function proven(string $which, string $stored): ?array
    {
        return $this->pbx->knowledge()->about($which, new Secret($stored, new About(), 0))['proven'];
    }
}

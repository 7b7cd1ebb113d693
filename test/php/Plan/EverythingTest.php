<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\SecretsInForce;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Everything that strangers may have read, or left to come back with, in one plan.
 */
final class EverythingTest extends TestCase
{
    private const LEFT = "# of the office\n"
        . "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB anna@desk\nno key at all";

    private PlanWorld $world;

    protected function setUp(): void
    {
        $this->world = new PlanWorld();
    }

    public function testAllOfItIsAnotherOneAndGoesBackAsFarAsItCan(): void
    {
        $before = $this->world->rows();
        $this->play(Plans::everything());
        self::assertSame(['done', ''], [$this->world->phase(), $this->world->reason()]);
        $config = $this->world->reader->read();
        self::assertSame(self::LEFT, $config->setting(Config::SSH_KEYS), 'other lines stay as they are');
        self::assertSame('[]', $config->limit('api-key:8')['allowed_paths'] ?? null);
        self::assertSame(['passkeys', 'sessions but '], $this->world->core->ended);
        // Keys open something again: that has to be stood by.
        $this->world->acceptUndo('plan1');
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
        self::assertSame(['done', ''], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($before, $this->world->rows());
        self::assertCount(2, $this->world->core->ended, 'who was signed out stays so');
    }

    public function testWhatCannotBeEndedIsNoReasonToGoBack(): void
    {
        $this->world->core->sessions = 1;
        $this->world->core->passkeys = 1;
        $this->world->time->whenPassed[] = function (): void {
            $this->world->core->sessions = 1;
        };
        $this->play(Plans::everything());
        self::assertSame('done', $this->world->phase());
    }

    public function testAfterADayTheKeysCanStillBeGivenBack(): void
    {
        $this->play(Plans::everything());
        $after = $this->world->records->find('plan1');
        self::assertNotNull($after);
        $after->wipe();
        $this->world->records->archive($after);
        $this->world->acceptUndo('plan1', 'undo1', ['setting:SSHAuthorizedKeys', 'api-key:8']);
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
        self::assertSame(['done', ''], [$this->world->phase(), $this->world->reason()]);
        self::assertSame(PlanWorld::SSH_KEYS, $this->world->reader->read()->setting(Config::SSH_KEYS));
    }

    public function testAKeyThatIsAnotherOneByThenIsNotTakenForIt(): void
    {
        $this->world->pdo->exec("UPDATE m_PbxSettings SET value = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD who?'"
            . " WHERE key = 'SSHAuthorizedKeys'");
        $this->play(Plans::oneStep('ssh.remove-keys'));
        self::assertSame(['refused', 'no-such-owner'], [$this->world->phase(), $this->world->reason()]);
    }

    public function testWhatSomebodyChangedSinceIsNotOverwritten(): void
    {
        $this->play(Plans::oneStep('ssh.remove-keys'));
        $this->world->pdo->exec("UPDATE m_PbxSettings SET value = '' WHERE key = 'SSHAuthorizedKeys'");
        $this->world->acceptUndo('plan1');
        $this->world->runToTheEnd();
        self::assertSame(['refused', 'conflict'], [$this->world->phase(), $this->world->reason()]);
    }

    public function testAKeyThatSshStillTakesIsTold(): void
    {
        $this->world->asterisk->keys = PlanWorld::SSH_KEYS;
        $this->world->asterisk->isReloadable = false;
        $begin = $this->world->time->uptime;
        $this->play(Plans::everything());
        self::assertSame(['done', 'not-in-force'], [$this->world->phase(), $this->world->reason()]);
        self::assertGreaterThanOrEqual(SecretsInForce::SECONDS_AT_MOST, $this->world->time->uptime - $begin);
    }

    /**
     * @testWith [""]
     *           ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC who?"]
     */
    public function testWhereCoreDoesNotSetUpSshItIsSetUpOnce(string $keys): void
    {
        $this->world->asterisk->keys = $keys;
        $this->play(Plans::everything());
        self::assertSame(['done', ''], [$this->world->phase(), $this->world->reason()]);
        self::assertSame(1, $this->world->asterisk->reloads);
    }

    /**
     * @dataProvider odd
     *
     * @param mixed $fingerprints
     */
    public function testOddKeysAreRefused($fingerprints): void
    {
        $this->expectException(Refused::class);
        $plan = json_decode((string) json_encode(Plans::oneStep('ssh.remove-keys', true, ['fingerprints' => $fingerprints])));
        self::assertInstanceOf(stdClass::class, $plan);
        (new PlanReader())->read($plan);
    }

    /**
     * @return array<string, array{mixed}>
     */
    public function odd(): array
    {
        return [
            'none' => [[]],
            'no text' => [[7]],
            'another hash' => [['MD5:00:11']],
            'more behind it' => [[PlanWorld::SSH_PRINT . "\n"]],
            'too many' => [array_fill(0, 101, PlanWorld::SSH_PRINT)],
        ];
    }

    /**
     * @param array<string, mixed> $plan
     */
    private function play(array $plan): void
    {
        $this->world->accept($plan);
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
    }
}

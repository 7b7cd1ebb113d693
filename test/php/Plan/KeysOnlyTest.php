<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\KeysOnly;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * No password opens SSH any more: played by who can come back, and back by itself.
 */
final class KeysOnlyTest extends TestCase
{
    /**
     * @dataProvider releases
     */
    public function testConfirmedItIsInForceAndCanBeUndone(string $release): void
    {
        $world = new PlanWorld($release);
        $world->asterisk->fallBehind(3);
        $old = $world->rows();
        $world->accept(self::plan());
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame('1', $world->stored('SSHDisablePasswordLogins'));
        self::assertStringContainsString('root:!oldssh:', (string) $world->asterisk->read('/etc/shadow'));
        self::assertStringContainsString('-s', (string) $world->asterisk->read('/proc/77/cmdline'));
        $world->acceptUndo('plan1');
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
        self::assertStringContainsString('root:oldssh:', (string) $world->asterisk->read('/etc/shadow'));
    }

    /**
     * @return array<string, array{string}>
     */
    public function releases(): array
    {
        return ['of 2024' => ['2024'], 'of 2026' => ['2026']];
    }

    public function testNotConfirmedPasswordsOpenItAgain(): void
    {
        $world = new PlanWorld();
        $world->asterisk->fallBehind(3);
        $old = $world->rows();
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + self::plan());
        $seen = '';
        $world->time->whenPassed[] = static function () use ($world, &$seen): void {
            $seen = $world->phase() === 'waiting' ? (string) $world->asterisk->read('/etc/shadow') : $seen;
        };
        $world->runToTheEnd();
        self::assertStringContainsString('root:!', $seen, 'it was in force meanwhile');
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame($old, $world->rows());
        self::assertStringContainsString('root:oldssh:', (string) $world->asterisk->read('/etc/shadow'));
    }

    public function testAServerThatGoesOnWithoutPasswordsIsSetUpAnewOnTheWayBack(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + self::plan());
        $isRestarted = false;
        $world->time->whenPassed[] = static function () use ($world, &$isRestarted): void {
            if (!$isRestarted && $world->phase() === 'waiting') {
                // As after a reboot: it was started with keys alone, and is started so again.
                $isRestarted = true;
                $world->asterisk->fallBehind(1, true);
            }
        };
        $world->runToTheEnd();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame(1, $world->asterisk->reloads);
        self::assertStringNotContainsString('-s', (string) $world->asterisk->read('/proc/77/cmdline'));
    }

    public function testWhereTheSystemDoesNotTakeItItGoesBack(): void
    {
        $world = new PlanWorld();
        $world->asterisk->fallBehind(10000);
        $world->asterisk->isReloadable = false;
        $world->accept(self::plan());
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['undone', 'not-in-force'], [$world->phase(), $world->reason()]);
        self::assertSame('0', $world->stored('SSHDisablePasswordLogins'));
    }

    public function testWithoutAKeyThatWorksItIsNotBegun(): void
    {
        $world = new PlanWorld();
        $world->surroundings->hasUsedKey = false;
        $world->accept(self::plan());
        $world->runToTheEnd();
        self::assertSame(['refused', 'no-key'], [$world->phase(), $world->reason()]);
        foreach (KeysOnly::CONSOLE as $typed) {
            $world->accept(self::plan($typed));
            $world->confirmWhenAsked();
            $world->runToTheEnd();
            self::assertSame(['done', ''], [$world->phase(), $world->reason()], $typed);
        }
    }

    public function testItHasToBeConfirmed(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => null] + self::plan());
        $world->runToTheEnd();
        self::assertSame(['refused', 'confirm-missing'], [$world->phase(), $world->reason()]);
        self::assertSame('', $world->stored('SSHDisablePasswordLogins'));
    }

    public function testWhatIsTypedIsComparedHere(): void
    {
        $step = ['kind' => 'ssh.keys-only', 'enabled' => true, 'console' => ''];
        $forged = [
            'other words' => ['console' => 'I have no console access'],
            'other letters' => ['console' => 'i have console access'],
            'more' => ['console' => 'I have console access '],
            'no text' => ['console' => true],
            'off' => ['enabled' => false],
            'a field too many' => ['key' => 'x'],
        ];
        foreach ($forged as $why => $fields) {
            $json = json_decode((string) json_encode(['steps' => [$fields + $step]] + self::plan()));
            self::assertInstanceOf(stdClass::class, $json);
            try {
                (new PlanReader())->read($json);
                self::fail("read: $why");
            } catch (Refused $refused) {
                self::assertSame('invalid', $refused->error(), $why);
            }
        }
    }

    public function testTheJournalTellsWhetherItWasSaidAndNotTheWords(): void
    {
        $world = new PlanWorld();
        $world->accept(self::plan(KeysOnly::CONSOLE[0]));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        $told = json_encode($world->journal->page(null, 200));
        self::assertStringContainsString('"console":true', (string) $told);
        self::assertStringNotContainsString(KeysOnly::CONSOLE[0], (string) $told);
    }

    /**
     * @return array<string, mixed>
     */
    private static function plan(string $console = ''): array
    {
        return Plans::oneStep('ssh.keys-only', true, ['console' => $console]);
    }
}

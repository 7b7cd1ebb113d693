<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordForms;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordsInPlans;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Passwords of the web cabinet and of SSH, as a person typed them.
 */
final class PasswordsTest extends TestCase
{
    public function testConfirmedItIsStoredAndNothingOfTheOldOneIsKept(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::passwords('web', 'ssh'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame(['typed', 'typed'], [$world->password('WebAdminPassword'), $world->password('SSHPassword')]);
        self::assertNull($world->records->open);
        self::assertSame([], $world->records->archived, 'it cannot be undone');
        self::assertSame([], $world->sealer->sealed, 'and nothing that was sealed can be opened');
        self::assertNotSame($world->stored('WebAdminPassword'), $world->stored('SSHPassword'), 'each has a salt of its own');
    }

    public function testNotConfirmedTheOldOnesAreThereAgain(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::passwords('web', 'ssh'));
        $seen = [];
        $world->time->whenPassed[] = static function () use ($world, &$seen): void {
            $seen[$world->phase()] = $world->password('WebAdminPassword');
        };
        $world->runToTheEnd();
        self::assertSame('typed', $seen['waiting'] ?? '', 'it was in force meanwhile');
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame(['oldweb', 'oldssh'], [$world->stored('WebAdminPassword'), $world->stored('SSHPassword')]);
        self::assertSame([], $world->sealer->sealed);
    }

    public function testWhatWasTypedAndWhatIsStoredIsInNoRecordJournalOrStatus(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::passwords('web', 'ssh'));
        $world->confirmWhenAsked();
        $all = [];
        $world->fate->lookers[] = static function () use ($world, &$all): void {
            $all[] = $world->records->open . json_encode($world->desk->status) . implode($world->records->archived);
        };
        $world->runToTheEnd();
        $all[] = serialize($world->journal->page(null, 200)) . implode($world->log->log);
        self::assertGreaterThan(20, count($all));
        $stored = [$world->stored('WebAdminPassword'), $world->stored('SSHPassword'), 'oldweb', 'oldssh', PlanWorld::TYPED];
        foreach ($stored as $secret) {
            foreach ($all as $text) {
                // What is exact in a record is written in base64.
                foreach (preg_split('/[",]/', $text) ?: [] as $piece) {
                    self::assertStringNotContainsString($secret, $piece . base64_decode($piece, false));
                }
            }
        }
    }

    public function testEachReleaseStoresItAsItDoes(): void
    {
        foreach (['2026' => ['/^\$6\$[0-9a-f]{16}\$[.\/A-Za-z0-9]{86}$/', '/^\$6\$/'], '2024' => ['/^\$2y\$10\$/', '/^gT7#wq-Lpm2xV$/']] as $release => [$web, $ssh]) {
            $world = new PlanWorld((string) $release);
            $world->accept(Plans::passwords('web', 'ssh'));
            $world->confirmWhenAsked();
            $world->runToTheEnd();
            self::assertSame('done', $world->phase(), $world->reason());
            self::assertMatchesRegularExpression($web, $world->stored('WebAdminPassword'));
            self::assertMatchesRegularExpression($ssh, $world->stored('SSHPassword'));
        }
    }

    public function testWithoutAPasswordThatRootCanOpenNothingIsBegun(): void
    {
        $world = new PlanWorld();
        $world->typed = null;
        $world->accept(Plans::passwords('web'));
        $world->runToTheEnd();
        self::assertSame(['refused', 'no-password'], [$world->phase(), $world->reason()]);
        $world->typed = PlanWorld::TYPED;
        $world->accept(Plans::passwords('web'));
        $world->envelope->closed = [];
        $world->runToTheEnd();
        self::assertSame(['refused', 'no-password'], [$world->phase(), $world->reason()]);
        self::assertSame('oldweb', $world->stored('WebAdminPassword'));
    }

    public function testWithoutRoomForTheKeyItIsTheDiskThatIsTold(): void
    {
        $world = new PlanWorld();
        $world->sealer->isFull = true;
        $world->accept(Plans::passwords('web'));
        $world->runToTheEnd();
        self::assertSame(['refused', 'no-journal'], [$world->phase(), $world->reason()]);
        self::assertSame('oldweb', $world->stored('WebAdminPassword'));
    }

    /**
     * What was begun has to be able to go back, for which no password is needed.
     */
    public function testOnceAStepIsBegunAPasswordThatIsLostStopsNothing(): void
    {
        $world = new PlanWorld();
        $passwords = new PasswordsInPlans($world->envelope, new PasswordForms(true), $world->sealer);
        $json = json_decode((string) json_encode(Plans::passwords('web', 'ssh')));
        self::assertInstanceOf(stdClass::class, $json);
        $plan = (new PlanReader())->read($json);
        foreach ([1, 2] as $begun) {
            $record = new Record();
            $record->begun = $begun;
            self::assertSame($plan, $passwords->into($plan, $record));
        }
        $this->expectException(PlanRefused::class);
        $this->expectExceptionMessage(PlanRefused::NO_PASSWORD);
        $passwords->into($plan, new Record());
    }

    public function testRootStoresNoneThatCoreCannot(): void
    {
        foreach (["quote'quote-1A", 'back\\slash-1A', "line\nbreak-1A", 'Парольный-1A', str_repeat('aA1-', 17)] as $typed) {
            $world = new PlanWorld();
            $world->typed = $typed;
            $world->accept(Plans::passwords('ssh'));
            $world->runToTheEnd();
            self::assertSame(['refused', 'weak-password'], [$world->phase(), $world->reason()]);
            self::assertSame('oldssh', $world->stored('SSHPassword'));
        }
    }

    public function testItHasToBeConfirmed(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => null] + Plans::passwords('web'));
        $world->runToTheEnd();
        self::assertSame(['refused', 'confirm-missing'], [$world->phase(), $world->reason()]);
        self::assertSame('oldweb', $world->stored('WebAdminPassword'));
    }

    public function testOneThatSomebodySetMeanwhileStays(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::passwords('web', 'ssh'));
        $isSet = false;
        $world->time->whenPassed[] = static function () use ($world, &$isSet): void {
            if (!$isSet && $world->phase() === 'waiting') {
                $world->pdo->exec("UPDATE m_PbxSettings SET value = 'by hand' WHERE key = 'WebAdminPassword'");
                $isSet = true;
            }
        };
        $world->runToTheEnd();
        self::assertSame('undone', $world->phase());
        self::assertSame(['by hand', 'oldssh'], [$world->stored('WebAdminPassword'), $world->stored('SSHPassword')]);
        self::assertSame(['secret:web' => 'left'], (array) ($world->desk->status['objects'] ?? []));
    }

    public function testWhereTheSystemDoesNotTakeThePasswordOfSshItGoesBack(): void
    {
        $world = new PlanWorld();
        $world->asterisk->isBehind = true;
        $world->accept(Plans::passwords('web', 'ssh'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['undone', 'not-in-force'], [$world->phase(), $world->reason()]);
        self::assertSame(['oldweb', 'oldssh'], [$world->stored('WebAdminPassword'), $world->stored('SSHPassword')]);
        $world->accept(Plans::passwords('web'));
        $world->runToTheEnd();
        self::assertSame('done', $world->phase(), 'that of the web interface is in force as soon as it is stored');
    }

    public function testTheWayBackIsOverWhenTheSystemHasTheOldOneAgain(): void
    {
        $world = new PlanWorld();
        $world->asterisk->fallBehind(9);
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::passwords('ssh'));
        $world->runToTheEnd();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertStringContainsString('root:oldssh:', (string) $world->asterisk->read('/etc/shadow'));
        self::assertSame(0, $world->asterisk->reloads);
    }

    public function testWhereNobodySetsSshUpThePlayerDoes(): void
    {
        $world = new PlanWorld();
        $world->asterisk->fallBehind(10000);
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::passwords('web', 'ssh'));
        $world->runToTheEnd();
        self::assertSame(['undone', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertStringContainsString('root:oldssh:', (string) $world->asterisk->read('/etc/shadow'));
        self::assertSame(2, $world->asterisk->reloads, 'there and back');
    }

    public function testAWayBackThatTheSystemDoesNotTakeIsTold(): void
    {
        $world = new PlanWorld();
        $world->accept(['confirm' => ['seconds' => 60, 'because' => 'login']] + Plans::passwords('ssh'));
        $isTaken = false;
        $world->time->whenPassed[] = static function () use ($world, &$isTaken): void {
            if (!$isTaken && $world->phase() === 'waiting') {
                $isTaken = true;
                $world->asterisk->fallBehind(10000);
                $world->asterisk->isReloadable = false;
            }
        };
        $world->runToTheEnd();
        self::assertSame(['stuck', 'too-late'], [$world->phase(), $world->reason()]);
        self::assertSame('oldssh', $world->stored('SSHPassword'), 'it is stored all the same');
        $record = $world->records->load();
        self::assertNotNull($record);
        self::assertSame('not-in-force', $record->detail);
    }

    public function testThePasswordOfSshMayBeLeftOutWhereNoneOpensIt(): void
    {
        $world = new PlanWorld();
        $world->asterisk->isBehind = true;
        $world->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('SSHDisablePasswordLogins', '1')");
        $world->asterisk->isBehind = false;
        $world->accept(Plans::passwords('ssh'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
    }

    public function testNothingElseComesWithIt(): void
    {
        $step = ['kind' => 'login.password', 'which' => 'web', 'password' => ['$typed' => true]];
        $forged = [
            'another step' => [$step, ['kind' => 'firewall.switch', 'enabled' => false]],
            'another login' => [['which' => 'root'] + $step],
            'the password itself' => [['password' => PlanWorld::TYPED] + $step],
            'more beside it' => [['password' => ['$typed' => true, 'as' => 'plain']] + $step],
            'nothing typed' => [['password' => ['$typed' => false]] + $step],
        ];
        foreach ($forged as $why => $steps) {
            $json = json_decode((string) json_encode(['steps' => $steps] + Plans::passwords('web')));
            self::assertInstanceOf(stdClass::class, $json);
            try {
                (new PlanReader())->read($json);
                self::fail("read: $why");
            } catch (Refused $refused) {
                self::assertSame('invalid', $refused->error(), $why);
            }
        }
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRun;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\EventfulFiles;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestLogins;
use PDO;
use PHPUnit\Framework\TestCase;

/**
 * @phpstan-import-type Guess from LoginKnowledge
 */
final class GuessingTest extends TestCase
{
    private const NOT_RUN = ['state' => 'not-run'];

    private TemporaryFolder $folder;
    private TestLogins $pbx;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->pbx = new TestLogins($this->folder);
        $this->pbx->set('WebAdminLogin', 'boss');
        $this->pbx->set('CloudInstanceId', 'i-0abc');
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    /**
     * @return iterable<string, array{string, Guess}>
     */
    public function passwords(): iterable
    {
        yield 'of the factory' => ['admin', ['state' => 'match', 'which' => 'default']];
        yield 'the login' => ['boss', ['state' => 'match', 'which' => 'login']];
        yield 'of the cloud' => ['i-0abc', ['state' => 'match', 'which' => 'instance-id']];
        yield 'a number that is common' => ['123456', ['state' => 'match', 'which' => 'common']];
        yield 'the last of the common ones' => ['password', ['state' => 'match', 'which' => 'common']];
        yield 'none of them' => ['Password', ['state' => 'no-match', 'tried' => 5]];
    }

    /**
     * @dataProvider passwords
     *
     * @phpstan-param Guess $found
     */
    public function testTellsWhichListHoldsThePasswordAndNothingElse(string $password, array $found): void
    {
        foreach ([self::bcrypt($password), self::sha512($password), crypt($password, '$1$saltsalt')] as $stored) {
            $this->pbx->set('WebAdminPassword', $stored);
            $this->pbx->guessing()->start('web');
            $this->pbx->run()->run('web');
            self::assertSame($found, $this->pbx->knowledge()->about('web', new Secret($stored, new About(), 0))['guess']);
            foreach (['admin', 'boss', 'i-0abc', '123456', 'password', $stored] as $text) {
                self::assertStringNotContainsStringIgnoringCase($text, $this->pbx->kept());
            }
        }
        self::assertSame(['web', 'web', 'web'], $this->pbx->begun);
    }

    public function testWhatIsPlainOrCannotBeCheckedIsNotGuessed(): void
    {
        foreach (['admin', '', '$y$j9T$salt$hash'] as $stored) {
            $this->pbx->set('WebAdminPassword', $stored);
            self::assertSame(self::NOT_RUN, $this->pbx->guessing()->start('web'));
        }
        self::assertSame([], $this->pbx->begun);
        self::assertSame('a:0:{}', $this->pbx->kept());
    }

    public function testARunIsRunningFromWhenItIsAskedFor(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $asked = ['state' => 'running', 'tried' => 0, 'total' => 5];
        self::assertSame($asked, $this->pbx->guessing()->start('web'));
        self::assertSame($asked, $this->pbx->guessing()->start('web'), 'the same run');
        self::assertSame(['web'], $this->pbx->begun);
        self::assertSame(self::NOT_RUN, $this->state('ssh'), 'the other login');
    }

    public function testAProgramThatNobodyAskedForDoesNothing(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('admin'));
        $this->pbx->run()->run('web');
        self::assertSame(self::NOT_RUN, $this->state('web'));
    }

    public function testTheSameHashIsTriedOnce(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $this->pbx->guessing()->start('web');
        $this->pbx->run()->run('web');
        $found = ['state' => 'no-match', 'tried' => 5];
        self::assertSame($found, $this->pbx->guessing()->start('web'));
        self::assertSame($found, $this->pbx->guessing()->cancel('web'), 'what was found stays');
        self::assertSame(['web'], $this->pbx->begun);
    }

    public function testWhatWasFoundIsVoidOnceTheHashIsAnother(): void
    {
        $this->pbx->set('WebAdminPassword', $first = self::sha512('admin'));
        $this->pbx->guessing()->start('web');
        $this->pbx->run()->run('web');
        $this->pbx->set('WebAdminPassword', crypt('admin', '$6$rounds=1000$other'));
        self::assertSame(self::NOT_RUN, $this->state('web'));
        self::assertSame('running', $this->pbx->guessing()->start('web')['state']);
        $this->pbx->set('SSHPassword', $first);
        self::assertSame(self::NOT_RUN, $this->state('ssh'), 'the same hash of another login');
    }

    public function testARunThatTellsNothingHasDiedAndCanBeAskedForAgain(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $this->pbx->guessing()->start('web');
        $dead = $this->pbx->records()->take('web', $this->pbx->stored()->of('web')->stored(), 5);
        self::assertNotNull($dead);
        $this->pbx->at(10060);
        self::assertSame('running', $this->state('web')['state']);
        $this->pbx->at(10061);
        self::assertSame(self::NOT_RUN, $this->state('web'));
        $this->pbx->guessing()->start('web');
        self::assertSame(['web', 'web'], $this->pbx->begun);
        // It was only asleep.
        $this->pbx->records()->finish('web', $dead, ['state' => 'no-match', 'tried' => 5]);
        $this->pbx->records()->progress('web', $dead, 4, 5);
        self::assertSame(['state' => 'running', 'tried' => 0, 'total' => 5], $this->state('web'));
    }

    public function testARunThatARestartEndedHasDied(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $this->pbx->guessing()->start('web');
        $this->pbx->at(61);
        self::assertSame(self::NOT_RUN, $this->state('web'));
    }

    public function testOfTwoProgramsOnlyOneTakesTheRun(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $this->pbx->guessing()->start('web');
        self::assertNotNull($this->pbx->records()->take('web', $this->pbx->stored()->of('web')->stored(), 5));
        self::assertNull($this->pbx->records()->take('web', $this->pbx->stored()->of('web')->stored(), 5));
        $this->pbx->run()->run('web');
        self::assertSame('running', $this->state('web')['state']);
    }

    public function testACancelledRunIsNotRunAndStaysSo(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('admin'));
        $this->pbx->guessing()->start('web');
        self::assertSame(self::NOT_RUN, $this->pbx->guessing()->cancel('web'));
        $this->pbx->run()->run('web');
        self::assertSame(self::NOT_RUN, $this->state('web'), 'the program came too late');
        self::assertSame(self::NOT_RUN, $this->pbx->guessing()->cancel('ssh'), 'nothing to cancel');
    }

    public function testARunShowsHowFarItIsAndStopsWhenItIsCancelled(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('password'));
        $this->pbx->guessing()->start('web');
        $seen = [];
        $files = new EventfulFiles($this->pbx->files, function (int $reading) use (&$seen): void {
            $this->pbx->at(10000 + $reading);
            $seen[] = $this->state('web')['tried'] ?? null;
            if (end($seen) === 1) {
                $this->pbx->guessing()->cancel('web');
            }
        });
        $this->runWith(new Uptime($files));
        self::assertContains(1, $seen);
        $stoppedAt = array_search(1, $seen, true);
        self::assertLessThanOrEqual(1, count($seen) - $stoppedAt - 1, 'looks at the time once more, and ends');
        self::assertNotContains(3, $seen);
        self::assertSame(self::NOT_RUN, $this->state('web'));
    }

    public function testSomebodyWhoWritesMeanwhileDoesNotEndTheRun(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $this->pbx->guessing()->start('web');
        $writer = new PDO('sqlite:' . ModuleDatabase::path($this->folder));
        $files = new EventfulFiles($this->pbx->files, function (int $reading) use ($writer): void {
            $this->pbx->at(10000 + 3 * $reading);
            if ($reading === 3) {
                $writer->exec('BEGIN EXCLUSIVE');
            }
            if ($reading === 6) {
                $writer->exec('COMMIT');
            }
        });
        $this->pbx->storage = ModuleDatabase::open($this->folder);
        $this->runWith(new Uptime($files));
        self::assertSame(['state' => 'no-match', 'tried' => 5], $this->state('web'));
    }

    public function testADamagedRecordIsNotRun(): void
    {
        $this->pbx->set('WebAdminPassword', self::sha512('x'));
        $this->pbx->guessing()->start('web');
        foreach (['{"state":"match","which":"secret"}', '{"state":"match"}', '[]', '{"state":7}', 'x'] as $value) {
            $this->pbx->storage->write(
                "UPDATE m_ModuleSecurityChecklist_Kept SET value = :value WHERE name = 'guess.web'",
                ['value' => $value]
            );
            self::assertSame(self::NOT_RUN, $this->state('web'), $value);
        }
        self::assertSame('running', $this->pbx->guessing()->start('web')['state']);
    }

    public function testReadingFromADatabaseThatIsBusyOrBrokenSaysSo(): void
    {
        $stored = self::sha512('x');
        $writer = new PDO('sqlite:' . ModuleDatabase::path($this->folder));
        $writer->exec('BEGIN EXCLUSIVE');
        $this->pbx->storage = ModuleDatabase::open($this->folder);
        self::assertSame(CannotRead::TIMEOUT, $this->reason($stored));
        $writer->exec('COMMIT');
        $writer->exec('DROP TABLE m_ModuleSecurityChecklist_Kept');
        self::assertSame(CannotRead::FAILED, $this->reason($stored));
        $this->expectException(CannotStore::class);
        $this->pbx->set('WebAdminPassword', $stored);
        $this->pbx->guessing()->start('web');
    }

    private function reason(string $stored): string
    {
        try {
            $this->pbx->knowledge()->about('web', new Secret($stored, new About(), 0));
        } catch (CannotRead $broken) {
            return $broken->reason();
        }
        return '';
    }

    private function runWith(Uptime $uptime): void
    {
        (new GuessRun($this->pbx->stored(), $this->pbx->guesses(), $this->pbx->records(), $uptime))->run('web');
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return Guess
     */
    private function state(string $which): array
    {
        return $this->pbx->records()->state($which, $this->pbx->stored()->of($which)->stored());
    }

    private static function bcrypt(string $password): string
    {
        return (string) password_hash($password, PASSWORD_BCRYPT, ['cost' => 4]);
    }

    private static function sha512(string $password): string
    {
        return crypt($password, '$6$rounds=1000$saltsalt');
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Rotation;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartList;
use Modules\ModuleSecurityChecklist\Lib\Ports\RotationHistory;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFingerprints;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\Office;
use Modules\ModuleSecurityChecklist\Test\Support\PatchFiles;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PDO;
use PHPUnit\Framework\TestCase;

/**
 * @phpstan-import-type Rotation from RotationHistory
 */
final class KeptRotationTest extends TestCase
{
    private const FIRST = '2026-01-01T10:00:00+03:00';
    private const SECOND = '2026-01-02T10:00:00+03:00';
    private const THIRD = '2026-01-03T10:00:00+03:00';
    private const BCRYPT = '$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde';
    private const TABLE = 'm_ModuleSecurityChecklist_Secrets';

    private TemporaryFolder $folder;
    private TestPbx $pbx;
    private PDO $core;
    private FakeFingerprints $fingerprints;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $path = $this->folder->path('core.db');
        $this->core = Office::open('2024', $path);
        $this->pbx = new TestPbx($this->core, '2024', $path);
        $this->fingerprints = new FakeFingerprints();
        $this->pbx->sources->fingerprints = $this->fingerprints;
        $this->pbx->sources->storage = ModuleDatabase::make($this->folder);
        $this->pbx->files->files = PatchFiles::FIXED;
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testTheFirstReadingKnowsNoChanges(): void
    {
        $rotation = $this->readAt(self::FIRST);
        self::assertSame([self::FIRST, null], [$rotation['firstReadingAt'], $rotation['holeClosedAt']]);
        self::assertSame(
            [
                'sip:205', 'sip:201', 'sip:206', 'sip:207', 'ami:crm', 'ami:admin', 'ami:old', 'provider:SIP-TRUNK-B', 'web',
                'ssh',
            ],
            array_column($rotation['secrets'], 'owner')
        );
        self::assertSame([], $this->changes($rotation));
        self::assertSame($rotation, $this->readAt(self::SECOND));
    }

    public function testAChangedSecretAndANewOwnerAreChangedWhenTheyAreSeen(): void
    {
        $this->readAt(self::FIRST);
        $this->secret('205', 'new word');
        $this->core->exec("INSERT INTO m_Sip (type, extension, secret) VALUES ('peer', '299', 'x')");
        $changes = ['sip:205' => self::SECOND, 'sip:299' => self::SECOND];
        self::assertSame($changes, $this->changes($this->readAt(self::SECOND)));
        self::assertSame($changes, $this->changes($this->readAt(self::THIRD)), 'and so it stays');
        $this->secret('205', 'newer word');
        self::assertSame(
            ['sip:205' => self::THIRD, 'sip:299' => self::SECOND],
            $this->changes($this->readAt(self::THIRD))
        );
        self::assertSame(self::FIRST, $this->readAt(self::THIRD)['firstReadingAt']);
    }

    public function testWhateverElseIsChangedChangesNoSecret(): void
    {
        $first = $this->readAt(self::FIRST);
        $this->core->exec("UPDATE m_PbxSettings SET value = 'Renamed' WHERE key = 'Name'");
        $this->core->exec("UPDATE m_Users SET username = 'Renamed'");
        self::assertSame($first, $this->readAt(self::SECOND));
    }

    public function testOwnersThatAreGoneAreForgotten(): void
    {
        $this->readAt(self::FIRST);
        $this->core->exec("DELETE FROM m_Sip WHERE extension = '205'");
        self::assertNotContains('sip:205', array_column($this->readAt(self::SECOND)['secrets'], 'owner'));
        self::assertSame([], $this->rows("SELECT owner FROM t WHERE owner = 'sip:205'"));
    }

    public function testOfTwoRowsOfOneNumberBothHaveToChange(): void
    {
        $this->core->exec("INSERT INTO m_Sip (id, type, extension, secret) VALUES (90, 'peer', '205', 'second')");
        $this->readAt(self::FIRST);
        $this->core->exec("UPDATE m_Sip SET secret = 'other' WHERE id = 90");
        self::assertSame([], $this->changes($this->readAt(self::SECOND)));
        $this->core->exec('DELETE FROM m_Sip WHERE id = 90');
        self::assertSame([], $this->changes($this->readAt(self::SECOND)), 'the one left is the old one');
        $this->secret('205', 'new');
        self::assertSame(['sip:205' => self::THIRD], $this->changes($this->readAt(self::THIRD)));
    }

    public function testTheHoleIsClosedAtTheFirstReadingThatSawItClosedAfterOneThatSawItOpen(): void
    {
        $this->pbx->files->files = PatchFiles::OPEN;
        self::assertNull($this->readAt(self::FIRST)['holeClosedAt']);
        $this->pbx->files->files = [];
        self::assertNull($this->readAt(self::SECOND)['holeClosedAt'], 'nobody knows');
        $this->pbx->files->files = PatchFiles::FIXED;
        self::assertSame(self::SECOND, $this->readAt(self::SECOND)['holeClosedAt']);
        self::assertSame(self::SECOND, $this->readAt(self::THIRD)['holeClosedAt']);
    }

    public function testAnUpgradeClosesTheHoleToo(): void
    {
        $this->pbx->files->files = PatchFiles::OPEN;
        $this->readAt(self::FIRST);
        $this->setting('PBXVersion', '2026.1.223');
        $this->secret('205', 'new');
        $rotation = $this->readAt(self::SECOND);
        self::assertSame([self::SECOND, ['sip:205' => self::SECOND]], [$rotation['holeClosedAt'], $this->changes($rotation)]);
    }

    public function testAHoleThatOpenedAgainIsClosedAnew(): void
    {
        foreach ([self::FIRST => PatchFiles::OPEN, self::SECOND => PatchFiles::FIXED] as $at => $files) {
            $this->pbx->files->files = $files;
            $this->readAt($at);
        }
        $this->pbx->files->files = PatchFiles::OPEN;
        self::assertSame(self::SECOND, $this->readAt(self::THIRD)['holeClosedAt']);
        $this->pbx->files->files = PatchFiles::FIXED;
        self::assertSame('2026-01-04T10:00:00+03:00', $this->readAt('2026-01-04T10:00:00+03:00')['holeClosedAt']);
    }

    public function testAHoleThatWasNeverSeenOpenIsNotSeenClosing(): void
    {
        $this->readAt(self::FIRST);
        $this->setting('PBXVersion', '2026.1.223');
        self::assertNull($this->readAt(self::SECOND)['holeClosedAt']);
    }

    public function testTheFirstReadingOnANewerReleaseIsKept(): void
    {
        self::assertNull($this->readAt(self::FIRST)['newerSince']);
        $this->setting('PBXVersion', '2026.1.1');
        self::assertSame(self::SECOND, $this->readAt(self::SECOND)['newerSince']);
        self::assertSame(self::SECOND, $this->readAt(self::THIRD)['newerSince'], 'and so it stays');
        $this->setting('PBXVersion', '2024.1.114');
        self::assertSame(self::SECOND, $this->readAt(self::THIRD)['newerSince'], 'what came between may be of either');
    }

    public function testWhatAnUpgradeBringsIsNotBeforeIt(): void
    {
        $this->setting('WebAdminPassword', self::BCRYPT);
        $this->readAt(self::FIRST);
        $this->setting('PBXVersion', '2026.1.223');
        $this->setting('WebAdminPassword', '$2y$10$' . strrev(substr(self::BCRYPT, 7)));
        $rotation = $this->readAt(self::SECOND);
        self::assertSame([self::SECOND, self::SECOND], [$rotation['newerSince'], $this->changes($rotation)['web']]);
    }

    public function testWhereNobodyKeptItItIsAsEarlyAsItCanBe(): void
    {
        $this->setting('PBXVersion', '2026.1.223');
        self::assertSame(self::FIRST, $this->readAt(self::FIRST)['newerSince']);
        $this->pbx->sources->storage->write(
            "UPDATE m_ModuleSecurityChecklist_Kept SET value = replace(value, 'newerSince', 'unheard') WHERE name = 'rotation'",
            []
        );
        $this->secret('205', 'new');
        self::assertSame(self::FIRST, $this->readAt(self::SECOND)['newerSince']);
    }

    /**
     * @return iterable<string, array{string, string, string, bool}>
     */
    public function storedPasswords(): iterable
    {
        $sha512 = '$6$salt$' . str_repeat('a', 86);
        yield 'plain and another plain' => ['word', 'other', '2024.1.114', true];
        yield 'plain, then hashed' => ['word', $sha512, '2024.1.114', false];
        yield 'plain, then hashed by an upgrade' => ['word', $sha512, '2026.1.223', false];
        yield 'plain, then bcrypt' => ['word', self::BCRYPT, '2024.1.114', false];
        yield 'bcrypt, then SHA-512 by an upgrade' => [self::BCRYPT, $sha512, '2026.1.223', false];
        yield 'bcrypt, then SHA-512 because somebody saved it' => [self::BCRYPT, $sha512, '2024.1.114', true];
        yield 'bcrypt and another bcrypt' => [self::BCRYPT, '$2y$10$' . strrev(substr(self::BCRYPT, 7)), '2024.1.114', true];
        yield 'SHA-512 and another' => [$sha512, '$6$other$' . str_repeat('b', 86), '2026.1.223', true];
        yield 'hashed, then plain' => [$sha512, 'word', '2024.1.114', true];
    }

    /**
     * @dataProvider storedPasswords
     */
    public function testAPasswordThatIsOnlyStoredInAnotherWayIsNotChanged(
        string $before,
        string $after,
        string $release,
        bool $isChanged
    ): void {
        foreach (['web' => 'WebAdminPassword', 'ssh' => 'SSHPassword'] as $owner => $key) {
            $this->setting('PBXVersion', '2024.1.114');
            $this->setting($key, $before);
            $known = $this->changes($this->readAt(self::FIRST));
            $this->setting('PBXVersion', $release);
            $this->setting($key, $after);
            $changes = $this->changes($this->readAt(self::SECOND));
            self::assertSame($isChanged, ($changes[$owner] ?? null) !== ($known[$owner] ?? null), $owner);
            self::assertSame($changes, $this->changes($this->readAt(self::THIRD)), 'and so it stays');
        }
    }

    public function testAfterAHashWasTakenOverTheNextOneIsAChange(): void
    {
        $this->readAt(self::FIRST);
        $this->setting('SSHPassword', '$6$salt$' . str_repeat('a', 86));
        $this->readAt(self::SECOND);
        $this->setting('SSHPassword', '$6$salt$' . str_repeat('b', 86));
        self::assertSame(['ssh' => self::THIRD], $this->changes($this->readAt(self::THIRD)));
    }

    public function testUnderANewKeyTheReadingsBeginAnew(): void
    {
        $this->pbx->files->files = PatchFiles::OPEN;
        $this->readAt(self::FIRST);
        $this->pbx->files->files = PatchFiles::FIXED;
        $this->secret('205', 'new');
        $this->readAt(self::SECOND);
        $this->fingerprints->key = 'key of another PBX';
        $this->secret('201', 'new');
        $rotation = $this->readAt(self::THIRD);
        self::assertSame([self::THIRD, null], [$rotation['firstReadingAt'], $rotation['holeClosedAt']]);
        self::assertSame([], $this->changes($rotation));
        $this->secret('206', 'new');
        $this->core->exec("UPDATE m_Sip SET manualattributes = '' WHERE extension = '206'");
        $later = '2026-01-04T10:00:00+03:00';
        self::assertSame(['sip:206' => $later], $this->changes($this->readAt($later)));
    }

    public function testAClockThatIsSetBackPutsNothingBeforeWhatWasBefore(): void
    {
        $this->pbx->files->files = PatchFiles::OPEN;
        $this->readAt(self::SECOND);
        $this->pbx->files->files = PatchFiles::FIXED;
        $closedAt = (string) $this->readAt(self::FIRST)['holeClosedAt'];
        $this->secret('205', 'new');
        $rotation = $this->readAt('1970-01-01T00:00:00+00:00');
        $changedAt = $this->changes($rotation)['sip:205'];
        self::assertSame(self::SECOND, $rotation['firstReadingAt']);
        self::assertGreaterThan(strtotime(self::SECOND), strtotime($closedAt));
        self::assertGreaterThan(strtotime($closedAt), strtotime($changedAt));
        $this->secret('201', 'new');
        self::assertSame(self::THIRD, $this->changes($this->readAt(self::THIRD))['sip:201'], 'the clock is right again');
    }

    public function testWhatIsChangedInTheSameSecondAsTheHoleWasSeenClosedIsLaterThanThat(): void
    {
        $this->pbx->files->files = PatchFiles::OPEN;
        $this->readAt(self::FIRST);
        $this->pbx->files->files = PatchFiles::FIXED;
        $this->readAt('2026-01-02T10:00:00.100000+03:00');
        $this->secret('205', 'new');
        $rotation = $this->readAt('2026-01-02T10:00:00.900000+03:00');
        self::assertSame(
            [self::SECOND, ['sip:205' => '2026-01-02T10:00:01+03:00']],
            [$rotation['holeClosedAt'], $this->changes($rotation)]
        );
    }

    public function testWhileNothingChangesNoSecretIsReadAndNothingIsWritten(): void
    {
        $first = $this->readAt(self::FIRST);
        $signature = (string) file_get_contents(ModuleDatabase::path($this->folder));
        $this->fingerprints->asked = 0;
        $this->pbx->rows->statements = [];
        self::assertSame($first, $this->readAt(self::SECOND));
        self::assertSame(0, $this->fingerprints->asked);
        self::assertCount(1, $this->pbx->rows->statements, 'the settings');
        self::assertSame($signature, file_get_contents(ModuleDatabase::path($this->folder)));
        $this->pbx->sources->build = 'another';
        $this->readAt(self::SECOND);
        self::assertNotSame(0, $this->fingerprints->asked);
    }

    public function testWithoutAViewOfTheDatabaseFileEveryReadingCompares(): void
    {
        $this->pbx->sources->databasePath = $this->folder->path('hidden.db');
        $this->readAt(self::FIRST);
        $this->secret('205', 'new');
        self::assertSame(['sip:205' => self::SECOND], $this->changes($this->readAt(self::SECOND)));
    }

    public function testAWriterDuringTheReadingIsNotMissed(): void
    {
        $this->readAt(self::FIRST);
        $this->secret('205', 'new');
        $plain = $this->pbx->sources->rows;
        $this->pbx->sources->rows = $this->rowsWith($plain, function (): void {
            $this->secret('205', 'newer');
        });
        self::assertSame([], $this->changes($this->readAt(self::SECOND)), 'what was read is of yesterday already');
        $this->pbx->sources->rows = $plain;
        self::assertSame(['sip:205' => self::THIRD], $this->changes($this->readAt(self::THIRD)));
    }

    public function testAWriterDuringTheFirstReadingMakesTheNextOneCompare(): void
    {
        $plain = $this->pbx->sources->rows;
        $this->pbx->sources->rows = $this->rowsWith($plain, function (): void {
            $this->secret('205', 'new');
        });
        $this->readAt(self::FIRST);
        $this->pbx->sources->rows = $plain;
        self::assertSame(['sip:205' => self::SECOND], $this->changes($this->readAt(self::SECOND)));
    }

    public function testAReadingThatBeganBeforeAnotherOneDoesNotUndoIt(): void
    {
        $this->readAt(self::FIRST);
        $this->secret('205', 'new');
        $early = PartList::reader($this->pbx->sources);
        $early->read('', ['accounts']);
        $this->setting('SSHPassword', '$6$salt$' . str_repeat('a', 86));
        $this->secret('205', 'newer');
        $later = $this->readAt(self::SECOND);
        $this->pbx->clock->now = self::THIRD;
        $json = $early->read('', ['rotation'])->json();
        self::assertStringNotContainsString(self::THIRD . '","owner"', $json);
        self::assertSame($later, $this->readAt(self::THIRD));
    }

    public function testOneReadingAfterAnotherFromSeveralConnections(): void
    {
        $this->readAt(self::FIRST);
        $this->secret('205', 'new');
        $this->readAt(self::SECOND);
        $this->pbx->sources->storage = ModuleDatabase::open($this->folder);
        self::assertSame(['sip:205' => self::SECOND], $this->changes($this->readAt(self::THIRD)));
        self::assertCount(10, $this->rows('SELECT DISTINCT owner FROM t'));
        self::assertCount(10, $this->rows('SELECT owner FROM t'));
    }

    public function testABusyDatabaseIsATimeoutAndABrokenOneHasFailed(): void
    {
        $writer = new PDO('sqlite:' . ModuleDatabase::path($this->folder));
        $writer->exec('BEGIN IMMEDIATE');
        self::assertSame('timeout', $this->pbx->reason('rotation'));
        $writer->exec('COMMIT');
        $this->readAt(self::FIRST);
        $writer->exec('BEGIN IMMEDIATE');
        self::assertSame([], $this->changes($this->readAt(self::SECOND)), 'nothing to write, nobody to wait for');
        $writer->exec('COMMIT');
        $this->pbx->sources->storage = new PdoStorage($this->folder->path('none.db'), 0);
        self::assertSame('failed', $this->pbx->reason('rotation'));
    }

    public function testATableThatIsMissingForgetsNobody(): void
    {
        $this->readAt(self::FIRST);
        $this->core->exec('ALTER TABLE m_AsteriskManagerUsers RENAME TO gone');
        self::assertSame('missing', $this->pbx->reason('rotation'));
        $this->core->exec('ALTER TABLE gone RENAME TO m_AsteriskManagerUsers');
        self::assertSame([], $this->changes($this->readAt(self::SECOND)));
    }

    public function testDamagedRecordsBeginAnewOrAreMadeAgain(): void
    {
        $this->readAt(self::FIRST);
        $this->secret('205', 'new');
        $whole = $this->readAt(self::SECOND);
        $this->damage('rotation.told');
        self::assertSame($whole, $this->readAt(self::THIRD));
        $this->damage('rotation');
        $anew = $this->readAt(self::THIRD);
        self::assertSame([self::THIRD, []], [$anew['firstReadingAt'], $this->changes($anew)]);
    }

    public function testHostileNamesOfOwnersComeThrough(): void
    {
        $names = ["'; DROP TABLE t; --", "\xff\xfe", '<script>', '0', ''];
        $insert = $this->core->prepare("INSERT INTO m_AsteriskManagerUsers (username, secret) VALUES (?, 'x')");
        foreach ($names as $name) {
            $insert->execute([$name]);
        }
        $first = $this->readAt(self::FIRST);
        self::assertSame($first, $this->readAt(self::SECOND));
        $this->secret('205', 'new');
        self::assertSame(['sip:205' => self::THIRD], $this->changes($this->readAt(self::THIRD)));
        self::assertCount(10 + count($names), $this->rows('SELECT owner FROM t'));
    }

    public function testNoSecretAndNoReadableFingerprintIsInTheFile(): void
    {
        $this->readAt(self::FIRST);
        $file = (string) file_get_contents(ModuleDatabase::path($this->folder));
        foreach (['secret-of-205', 'twin', 'other]word', 'trunk-secret', 'ami-admin-secret', 'plain-word'] as $secret) {
            self::assertStringNotContainsString($secret, $file);
        }
        $prints = $this->rows('SELECT typeof(fingerprint) AS kind, fingerprint FROM t');
        self::assertSame(['blob'], array_values(array_unique(array_column($prints, 'kind'))));
        foreach (array_column($prints, 'fingerprint') as $print) {
            self::assertStringNotContainsStringIgnoringCase(bin2hex((string) $print), $file);
        }
        self::assertCount(10, array_unique(array_column($prints, 'fingerprint')), 'twins do not show');
    }

    /**
     * @return Rotation
     */
    private function readAt(string $now): array
    {
        $this->pbx->clock->now = $now;
        /** @var Rotation $rotation */
        $rotation = $this->pbx->data('rotation');
        return $rotation;
    }

    /**
     * @phpstan-param Rotation $rotation
     *
     * @return array<string, string> times by owner
     */
    private function changes(array $rotation): array
    {
        return array_filter(array_column($rotation['secrets'], 'changedAt', 'owner'), 'is_string');
    }

    private function secret(string $number, string $secret): void
    {
        $this->core->prepare('UPDATE m_Sip SET secret = ? WHERE extension = ? AND id < 90')->execute([$secret, $number]);
    }

    private function setting(string $key, string $value): void
    {
        $this->core->prepare('UPDATE m_PbxSettings SET value = ? WHERE key = ?')->execute([$value, $key]);
    }

    private function damage(string $name): void
    {
        $this->pbx->sources->storage->write(
            "UPDATE m_ModuleSecurityChecklist_Kept SET value = '{\"cut' WHERE name = :name",
            ['name' => $name]
        );
        // Otherwise nothing looks at it again.
        $this->core->exec('UPDATE m_Users SET email = email');
    }

    /**
     * @return list<array<string, string|null>>
     */
    private function rows(string $sql): array
    {
        return $this->pbx->sources->storage->rows(str_replace('FROM t', 'FROM ' . self::TABLE, $sql));
    }

    /**
     * @param Closure(): void $event once, after the accounts are read
     */
    private function rowsWith(Rows $rows, Closure $event): Rows
    {
        return new class ($rows, $event) implements Rows {
            private Rows $rows;
            /** @var Closure(): void */
            private Closure $event;
            private bool $isDone = false;

            public function __construct(Rows $rows, Closure $event)
            {
                $this->rows = $rows;
                $this->event = $event;
            }

            public function rows(string $sql, array $bind = []): array
            {
                $rows = $this->rows->rows($sql, $bind);
                if (!$this->isDone && strpos($sql, 'FROM m_Sip') !== false) {
                    $this->isDone = true;
                    ($this->event)();
                }
                return $rows;
            }
        };
    }
}

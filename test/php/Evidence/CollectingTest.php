<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Reserve;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Trouble;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;
use Modules\ModuleSecurityChecklist\Test\Support\EvidenceWorld;
use Modules\ModuleSecurityChecklist\Test\Support\TarFile;
use PHPUnit\Framework\TestCase;

/**
 * The evidence as root collects it: whole, checkable, taken up after any end in the middle, and never at the price of the disk.
 */
final class CollectingTest extends TestCase
{
    private const TOP = 'evidence-20261123-120000/';
    private const WITH = ['recordings' => 'yes'] + EvidenceWorld::ASKED;

    private EvidenceWorld $world;

    protected function setUp(): void
    {
        $this->world = new EvidenceWorld();
        $this->world->put('log/asterisk/messages', "new\n", 1763800300);
        $this->world->put('log/asterisk/messages.1', "older\n", 1763800200);
        $this->world->put('log/system', str_repeat("line\n", 300), 1763800100);
        $this->world->put('log/cdr.db', 'no log');
        $this->world->put('monitor/2026/11/19/23/before.wav', 'before');
        $this->world->put('monitor/2026/11/20/07/too-early.wav', 'early');
        $this->world->put('monitor/2026/11/20/08/first.wav', 'first');
        $this->world->put('monitor/2026/11/22/09/last.wav', 'last one');
        $this->world->put('monitor/2026/11/22/10/too-late.wav', 'late');
    }

    protected function tearDown(): void
    {
        $this->world->remove();
    }

    public function testOneArchiveWithEverythingAndItsHashes(): void
    {
        $this->world->order(self::WITH);
        $files = $this->checked();
        self::assertSame([
            'state/processes.txt', 'calls.csv', 'logs/asterisk/messages', 'logs/asterisk/messages.1', 'logs/system',
            'recordings/list.tsv', 'recordings/2026/11/22/09/last.wav', 'recordings/2026/11/20/08/first.wav',
            'manifest.jsonl', 'SHA256SUMS', 'SHA256SUMS.sha256',
        ], array_keys($files));
        self::assertSame("1 init\n2 asterisk\n", $files['state/processes.txt']);
        self::assertSame("2026-11-20 08:00:00 2026-11-22 09:30:59.999\n", $files['calls.csv']);
        $state = $this->world->state();
        self::assertSame(EvidenceState::READY, $state->phase);
        $archive = $state->archive;
        self::assertNotNull($archive);
        self::assertSame(filesize($this->world->archive()), $archive['size']);
        self::assertSame(hash('sha256', $files['SHA256SUMS']), $archive['sha256']);
        self::assertSame([11, 1, '2026-11-30T12:00:00+03:00'], [$archive['members'], $archive['skipped'], $archive['until']]);
        self::assertSame(['included', 2], [$archive['recordings']['how'], $archive['recordings']['files']]);
        self::assertSame(['evidence/collected'], $this->world->history());
        self::assertSame('100600', decoct((int) fileperms($this->world->archive())));
    }

    public function testWhatCouldNotBeHadIsSaid(): void
    {
        $this->world->order();
        $manifest = $this->checked()['manifest.jsonl'];
        self::assertStringContainsString('"name":"state/rules-v6.txt","size":0,"sha256":""', $manifest);
        self::assertStringContainsString('"note":"missing"', $manifest);
        self::assertStringContainsString('"clock":{"offset":0.25,"source":"ntp.example"}', $manifest);
    }

    public function testRecordingsThatNobodyAskedForAreListedAndHashed(): void
    {
        $this->world->order();
        $list = $this->checked()['recordings/list.tsv'];
        self::assertStringContainsString("\trecordings/2026/11/22/09/last.wav\n", $list);
        self::assertStringNotContainsString('too-', $list);
        $sums = (string) file_get_contents($this->world->path('private/evidence.recordings.sha256'));
        self::assertSame(
            hash('sha256', 'last one') . "  ./2026/11/22/09/last.wav\n" . hash('sha256', 'first') . "  ./2026/11/20/08/first.wav\n",
            $sums
        );
        $recordings = $this->world->state()->archive['recordings'] ?? null;
        self::assertNotNull($recordings);
        self::assertSame(hash('sha256', $sums), $recordings['sha256']);
        self::assertSame(['hashed', 2, 13], [$recordings['how'], $recordings['doneFiles'], $recordings['doneBytes']]);
        self::assertSame(['evidence/hashed', 'evidence/collected'], $this->world->history());
    }

    public function testWithoutRoomTheyAreHashedInstead(): void
    {
        $this->world->put('monitor/2026/11/21/00/large.wav', str_repeat('x', 1000000));
        $this->world->free = EvidenceWorld::PLENTY / 256 + 500000;
        $this->world->order(self::WITH);
        self::assertArrayNotHasKey('recordings/2026/11/21/00/large.wav', $this->checked());
        self::assertSame('no-room', $this->world->state()->archive['recordings']['how'] ?? '');
        self::assertStringContainsString('large.wav', (string) file_get_contents($this->world->path('private/evidence.recordings.sha256')));
    }

    /**
     * Cut off at any moment, and of what was written then any byte may be missing.
     */
    public function testKilledAtAnyByteItGoesOn(): void
    {
        $this->world->put('log/large', random_bytes(700000), 1763800050);
        $start = function (): void {
            $this->world->order(self::WITH);
        };
        for ($lives = 1; !$this->world->lives($lives, $start); $lives++) {
            $this->cutOff(EvidenceRecords::ARCHIVE, $lives % 3 === 0);
            $this->cutOff(EvidenceRecords::LEDGER, $lives % 4 === 0);
            if ($lives % 5 === 0) {
                $this->damage();
                $this->world->boot .= '+';
            }
            self::assertFalse(is_file($this->world->archive()), 'half of it is shown to nobody');
            $this->world->lives($lives + 2, function (): void {
                $this->world->collecting()->goOn();
            });
            $this->world->collecting()->goOn();
            self::assertCount(12, $this->checked(), "killed after $lives looks");
            $this->world->order(['kind' => 'remove']);
        }
        self::assertGreaterThan(10, $lives);
    }

    public function testKilledWhileHashingItGoesOn(): void
    {
        $start = function (): void {
            $this->world->order();
        };
        for ($lives = 1; !$this->world->lives($lives, $start); $lives++) {
            $this->cutOff(EvidenceRecords::HASHES, $lives % 2 === 0);
            $this->world->collecting()->goOn();
            self::assertCount(2, (array) file($this->world->path('private/evidence.recordings.sha256')), "killed after $lives looks");
            $this->world->order(['kind' => 'remove']);
        }
    }

    /**
     * @testWith ["gone"]
     *           ["shorter"]
     *           ["zeros"]
     */
    public function testAfterAPowerCutWhileHashingNoLineIsMissing(string $what): void
    {
        for ($number = 0; $number < 40; $number++) {
            $this->world->put("monitor/2026/11/21/00/$number.wav", (string) $number);
        }
        $path = $this->world->folder->path(EvidenceRecords::HASHES);
        $lives = 1;
        while (!is_file($path) || filesize($path) < 500) {
            $this->world->order(['kind' => 'remove']);
            $this->world->lives(++$lives, function (): void {
                $this->world->order();
            });
            clearstatcache();
        }
        $bytes = (int) filesize($path);
        $what === 'gone' ? unlink($path) : file_put_contents($path, $what === 'shorter' ? '' : str_repeat("\0", $bytes));
        $this->world->collecting()->goOn();
        $sums = (array) file($this->world->path('private/evidence.recordings.sha256'));
        self::assertCount(42, $sums);
        self::assertCount(42, preg_grep('/\A[0-9a-f]{64}  /', array_map('strval', $sums)) ?: []);
        self::assertSame(42, $this->world->state()->archive['recordings']['doneFiles'] ?? 0);
    }

    public function testItDoesNotTryForEver(): void
    {
        for ($try = 0; $try < 6; $try++) {
            $this->world->lives(1, function () use ($try): void {
                $try === 0 ? $this->world->order() : $this->world->collecting()->goOn();
            });
        }
        $this->world->collecting()->goOn();
        self::assertSame([EvidenceState::STOPPED, Trouble::BROKEN_OFF], $this->trouble());
        $this->world->order(['kind' => 'resume']);
        self::assertSame(EvidenceState::READY, $this->world->state()->phase);
    }

    public function testAFullDiskStopsItAndItGoesOnWhenThereIsRoom(): void
    {
        $this->world->put('log/large', str_repeat('x', 20000000), 1763800050);
        $this->world->whenLooked = function (int $look): void {
            $this->world->free = $look > 8 ? Reserve::LEAST : EvidenceWorld::PLENTY;
        };
        $this->world->order(self::WITH);
        self::assertSame([EvidenceState::STOPPED, Trouble::DISK], $this->trouble());
        self::assertFileDoesNotExist($this->world->archive());
        $this->world->whenLooked = static function (): void {
        };
        $this->world->free = EvidenceWorld::PLENTY;
        $this->world->order(['kind' => 'resume']);
        self::assertCount(12, $this->checked());
        self::assertNull($this->world->state()->trouble);
    }

    public function testWithoutRoomNothingIsBegun(): void
    {
        $this->world->free = Reserve::LEAST + 100;
        $this->world->order();
        self::assertSame([EvidenceState::STOPPED, Trouble::DISK], $this->trouble());
        self::assertFileDoesNotExist($this->world->path('root/' . EvidenceRecords::ARCHIVE));
    }

    public function testFilesThatChangeWhileTheyAreRead(): void
    {
        $this->world->put('log/grows', str_repeat('a', 5000000), 1763800900);
        $this->world->put('log/shrinks', str_repeat('b', 9000000), 1763800800);
        $this->world->put('log/goes', 'gone', 1763800700);
        $this->world->whenLooked = function (): void {
            if (is_file($this->world->path('root/' . EvidenceRecords::ARCHIVE))) {
                @unlink($this->world->path('log/goes'));
                file_put_contents($this->world->path('log/grows'), 'more', FILE_APPEND);
                $file = fopen($this->world->path('log/shrinks'), 'r+b');
                self::assertNotFalse($file);
                ftruncate($file, 100);
                fclose($file);
            }
        };
        $this->world->order();
        $files = $this->checked();
        $notes = $this->notes($files['manifest.jsonl']);
        self::assertSame('grew', $notes['logs/grows']);
        self::assertSame('missing', $notes['logs/goes']);
        self::assertArrayNotHasKey('logs/goes', $files);
        self::assertLessThan(9000000, strlen($files['logs/shrinks']));
    }

    public function testHostileNames(): void
    {
        $names = [
            "new\nline", "-rf", "'quote\" \$(id)", "back\\slash\\n", "cr\rhere", ' blank ', str_repeat('long', 60),
            "tab\there", "\x1b[31m", 'checked: OK', '*', "trailing\n",
        ];
        foreach ($names as $name) {
            $this->world->put("log/$name", $name);
            $this->world->put("monitor/2026/11/21/00/$name", $name);
        }
        $this->world->order(self::WITH);
        $files = $this->checked();
        foreach ($names as $name) {
            self::assertSame($name, $files["logs/$name"] ?? null);
            self::assertSame($name, $files["recordings/2026/11/21/00/$name"] ?? null);
        }
    }

    /**
     * @group system
     */
    public function testNamesThatAreNoText(): void
    {
        $this->world->put("log/b\xfft", 'bytes');
        $this->world->order();
        $files = $this->checked();
        self::assertSame('bytes', $files["logs/b\xfft"] ?? null);
        self::assertStringContainsString('"base64":"' . base64_encode("logs/b\xfft") . '"', $files['manifest.jsonl']);
    }

    public function testLinksAndPipesAreNoFiles(): void
    {
        symlink('/etc/passwd', $this->world->path('log/link'));
        symlink('/etc', $this->world->path('monitor/2026/11/21'));
        $this->world->order(self::WITH);
        self::assertSame([], preg_grep('/link|passwd/', array_keys($this->checked())));
    }

    public function testRotationIsHeldAndLetGoAndItsMarkerEndsByItself(): void
    {
        $this->world->order();
        self::assertSame(900, $this->world->held[0]);
        self::assertSame(0, $this->world->held[count($this->world->held) - 1]);
        self::assertTrue($this->world->state()->archive['rotationHeld'] ?? false);
        $this->world->order(['kind' => 'remove']);
        $this->world->canHold = false;
        $this->world->order();
        self::assertFalse($this->world->state()->archive['rotationHeld'] ?? true, 'it is said');
        self::assertLessThanOrEqual(900, max(0, ...$this->world->held), 'nothing is held for longer than that');
    }

    public function testItIsRemovedInTheMiddle(): void
    {
        $this->world->put('log/large', str_repeat('x', 9000000), 1763800050);
        $this->world->whenLooked = function (int $look): void {
            if ($look === 9) {
                $this->world->handIn(['kind' => 'remove'], 'fedcba9876543210');
            }
        };
        $this->world->order(self::WITH);
        self::assertSame([EvidenceState::IDLE, 'fedcba9876543210'], [$this->world->state()->phase, $this->world->state()->order]);
        self::assertSame(['evidence/removed'], $this->world->history());
        self::assertSame(['.', '..', 'evidence.json'], scandir($this->world->path('root')));
        self::assertSame(['.', '..', 'evidence.status.json'], scandir($this->world->path('private')));
    }

    public function testAfterSevenDaysItIsGone(): void
    {
        $this->world->order();
        $this->world->now = '2026-11-30T11:59:00+03:00';
        $this->world->collecting()->expire();
        self::assertFileExists($this->world->archive());
        $this->world->now = '2026-11-30T12:01:00+03:00';
        $this->world->collecting()->expire();
        self::assertFileDoesNotExist($this->world->archive());
        self::assertSame(EvidenceState::IDLE, $this->world->state()->phase);
        self::assertSame('evidence/removed', $this->world->history()[0]);
    }

    public function testWhatComesTooLateIsNotBegun(): void
    {
        $this->world->handIn(EvidenceWorld::ASKED, '0123456789abcdef');
        $this->world->now = '2026-11-23T12:05:00+03:00';
        $order = $this->world->folder->take();
        self::assertNotNull($order);
        $this->world->collecting()->work($order);
        self::assertSame([EvidenceState::IDLE, Trouble::TOO_LATE], $this->trouble());
    }

    public function testThereIsOneAtATime(): void
    {
        $this->world->order();
        $before = (string) file_get_contents($this->world->archive());
        $this->world->order(self::WITH, 'fedcba9876543210');
        self::assertSame($before, file_get_contents($this->world->archive()));
    }

    /**
     * @return array<string, string> of the archive, each with the hash that it is to have
     */
    private function checked(): array
    {
        $files = [];
        foreach (TarFile::read($this->world->archive()) as $name => $text) {
            self::assertStringStartsWith(self::TOP, (string) $name);
            $files[substr((string) $name, strlen(self::TOP))] = $text;
        }
        $sums = '';
        foreach ($files as $name => $text) {
            if (strpos((string) $name, 'SHA256SUMS') !== 0) {
                $escaped = strtr((string) $name, ['\\' => '\\\\', "\n" => '\\n', "\r" => '\\r']);
                $sums .= ($escaped === $name ? '' : '\\') . hash('sha256', $text) . "  $escaped\n";
            }
        }
        self::assertSame($sums, $files['SHA256SUMS']);
        self::assertSame(hash('sha256', $sums) . "  SHA256SUMS\n", $files['SHA256SUMS.sha256']);
        return $files;
    }

    /**
     * @return array<string, string> by name
     */
    private function notes(string $manifest): array
    {
        $notes = [];
        foreach (explode("\n", trim($manifest)) as $line) {
            $row = json_decode($line, true);
            self::assertIsArray($row);
            if (is_string($row['note'] ?? null) && is_string($row['name'])) {
                $notes[$row['name']] = $row['note'];
            }
        }
        return $notes;
    }

    /**
     * @return array{string, string}
     */
    private function trouble(): array
    {
        $state = $this->world->state();
        return [$state->phase, $state->trouble['code'] ?? ''];
    }

    /**
     * @phpstan-param EvidenceRecords::ARCHIVE|EvidenceRecords::LEDGER|EvidenceRecords::HASHES $name
     */
    private function cutOff(string $name, bool $isDue): void
    {
        $path = $this->world->folder->path($name);
        clearstatcache(true, $path);
        $size = is_file($path) ? (int) filesize($path) : 0;
        $file = $isDue && $size > 0 ? fopen($path, 'r+b') : false;
        if ($file !== false) {
            ftruncate($file, random_int(0, $size));
            fclose($file);
        }
    }

    /**
     * As after a power cut: the length is right, and bytes are not.
     */
    private function damage(): void
    {
        $path = $this->world->folder->path(EvidenceRecords::ARCHIVE);
        clearstatcache(true, $path);
        $size = is_file($path) ? (int) filesize($path) : 0;
        $file = $size > 2048 ? fopen($path, 'r+b') : false;
        if ($file !== false) {
            fseek($file, random_int(512, $size - 512));
            fwrite($file, str_repeat("\0", 300));
            fclose($file);
        }
    }
}

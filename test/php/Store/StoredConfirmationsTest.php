<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Store;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Store\StoredConfirmations;
use Modules\ModuleSecurityChecklist\Lib\Store\Waivers;
use Modules\ModuleSecurityChecklist\Test\Support\ModuleDatabase;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PDO;
use PHPUnit\Framework\TestCase;

final class StoredConfirmationsTest extends TestCase
{
    private TemporaryFolder $folder;
    private PdoStorage $storage;
    private StoredConfirmations $confirmations;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->storage = ModuleDatabase::make($this->folder);
        $this->confirmations = new StoredConfirmations($this->storage);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testNothingYet(): void
    {
        self::assertSame([[], []], [$this->confirmations->attestations(), $this->confirmations->waivers()]);
    }

    public function testNullsAreEmptyTexts(): void
    {
        $this->storage->write('INSERT INTO m_ModuleSecurityChecklist_Attestations (item) VALUES (NULL)');
        $this->storage->write('INSERT INTO m_ModuleSecurityChecklist_Waivers (checkId) VALUES (NULL)');
        self::assertSame([''], array_values(array_unique($this->confirmations->attestations()[0])));
        self::assertSame([''], array_values(array_unique($this->confirmations->waivers()[0])));
    }

    public function testRowsThatWereDoubledElsewhereAreReplacedTogether(): void
    {
        $insert = 'INSERT INTO m_ModuleSecurityChecklist_Waivers (checkId, finding, reason) VALUES ';
        $this->storage->write($insert . "('ssh-access', '', 'old'), ('ssh-access', '', 'older'), ('ssh-access', 'x', 'other')");
        $waivers = new Waivers($this->storage);
        $waivers->put([
            'check' => 'ssh-access', 'finding' => '', 'reason' => 'new', 'by' => 'boss', 'at' => 'now', 'expiresAt' => 'then',
        ]);
        self::assertSame(['other', 'new'], array_column($this->confirmations->waivers(), 'reason'));
    }

    public function testAReaderLearnsWhetherWaitingHelps(): void
    {
        $writer = new PDO('sqlite:' . ModuleDatabase::path($this->folder));
        $writer->exec('BEGIN EXCLUSIVE');
        self::assertSame([CannotRead::TIMEOUT, CannotRead::TIMEOUT], $this->reasons());
        $writer->exec('ROLLBACK');
        $writer->exec('DROP TABLE m_ModuleSecurityChecklist_Attestations');
        $writer->exec('DROP TABLE m_ModuleSecurityChecklist_Waivers');
        self::assertSame([CannotRead::FAILED, CannotRead::FAILED], $this->reasons());
    }

    /**
     * @return list<string>
     */
    private function reasons(): array
    {
        $reasons = [];
        foreach (['attestations', 'waivers'] as $what) {
            try {
                $what === 'waivers' ? $this->confirmations->waivers() : $this->confirmations->attestations();
            } catch (CannotRead $unreadable) {
                $reasons[] = $unreadable->reason();
            }
        }
        return $reasons;
    }
}

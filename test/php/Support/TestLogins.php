<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\CommonPasswords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Guessing;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessList;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessRun;
use Modules\ModuleSecurityChecklist\Lib\Guessing\LoginRecords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Proofs;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Prover;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Tries;
use Modules\ModuleSecurityChecklist\Lib\Guessing\Uptime;
use PDO;

/**
 * The two logins of a pretended PBX, with everything that guesses and proves their passwords.
 */
final class TestLogins
{
    public PDO $core;
    public PdoStorage $storage;
    public FakeFiles $files;
    public FakeClock $clock;
    public FakeFeatures $features;
    public FakeFingerprints $fingerprints;
    /** @var list<string> logins whose program was started */
    public array $begun = [];

    public function __construct(TemporaryFolder $folder)
    {
        $this->core = Office::blank('2026');
        $this->storage = ModuleDatabase::make($folder);
        $this->files = new FakeFiles(['/common.txt' => "123456\npassword\n"]);
        $this->clock = new FakeClock();
        $this->features = new FakeFeatures();
        $this->fingerprints = new FakeFingerprints();
        $this->at(10000);
    }

    /**
     * Sets the time since the machine started.
     */
    public function at(int $seconds): void
    {
        $this->files->files['/proc/uptime'] = "$seconds.07 3.14\n";
    }

    public function set(string $key, string $value): void
    {
        $this->core->prepare('DELETE FROM m_PbxSettings WHERE key = ?')->execute([$key]);
        $this->core->prepare('INSERT INTO m_PbxSettings (key, value) VALUES (?, ?)')->execute([$key, $value]);
    }

    public function stored(): StoredLogins
    {
        $rows = new PdoRows($this->core);
        $core = new FakeCore('2026');
        return new StoredLogins(new Settings($rows, $core), new StoredPasswords($rows, $core));
    }

    public function guesses(): GuessList
    {
        return new GuessList($this->stored(), new CommonPasswords($this->files, '/common.txt'));
    }

    public function records(): GuessRecords
    {
        return new GuessRecords($this->storage, $this->fingerprints, new Uptime($this->files));
    }

    public function guessing(): Guessing
    {
        return new Guessing($this->stored(), $this->guesses(), $this->records(), function (string $which): void {
            $this->begun[] = $which;
        });
    }

    public function run(): GuessRun
    {
        return new GuessRun($this->stored(), $this->guesses(), $this->records(), new Uptime($this->files));
    }

    public function proofs(): Proofs
    {
        return new Proofs($this->storage, $this->fingerprints, $this->clock);
    }

    public function prover(): Prover
    {
        $tries = new Tries($this->storage, new Uptime($this->files));
        return new Prover($this->stored(), $this->features, $this->proofs(), $tries);
    }

    public function knowledge(): LoginRecords
    {
        return new LoginRecords($this->records(), $this->proofs());
    }

    /**
     * Everything that the module's database holds, as text.
     */
    public function kept(): string
    {
        return serialize($this->storage->rows('SELECT * FROM m_ModuleSecurityChecklist_Kept'));
    }
}

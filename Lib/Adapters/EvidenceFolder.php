<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceOrder;
use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Root\Questions;
use stdClass;

/**
 * Orders, what is shown, and what is whole are files in the module's private folder; what root makes lies where root alone can enter.
 * Each has one name, so that nothing of a request ever becomes a path.
 */
final class EvidenceFolder implements EvidenceCounter, EvidenceRecords
{
    /** Of what is whole, in the private folder. */
    public const PUBLISHED = [self::ARCHIVE => 'evidence.tar', self::HASHES => 'evidence.recordings.sha256'];
    private const STATUS = 'evidence.status.json';
    private const ORDER = 'evidence.order.json';
    private const STATE = 'evidence.json';
    private const ROOM = 'room';
    private const ROOM_BYTES = 65536;
    private const MADE = [self::ARCHIVE, self::LEDGER, self::FILES, self::RECORDINGS, self::HASHES];
    private const LARGEST = 4096;
    private const OWNER_ONLY = 0600;
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;

    private string $folder;
    private string $rootFolder;
    private Line $line;

    public function __construct(string $folder, string $rootFolder, Line $line)
    {
        $this->folder = $folder;
        $this->rootFolder = $rootFolder;
        $this->line = $line;
    }

    public function status(): ?array
    {
        $status = json_decode((string) PrivateFile::read("$this->folder/" . self::STATUS), true);
        return is_array($status) ? $status : null;
    }

    public function hasOrder(): bool
    {
        $path = "$this->folder/" . self::ORDER;
        clearstatcache(true, $path);
        return file_exists($path) || is_link($path);
    }

    public function handedInAt(): ?int
    {
        return PrivateFile::writtenAt("$this->folder/" . self::ORDER);
    }

    public function handIn(array $order): void
    {
        PrivateFile::mustWrite("$this->folder/" . self::ORDER, (string) json_encode($order, self::FLAGS));
    }

    public function ring(): void
    {
        try {
            $this->line->ask(Questions::PLANS);
        } catch (CannotRead $nobody) {
            // Whoever comes next finds the file.
            return;
        }
    }

    public function take(): ?EvidenceOrder
    {
        if (!$this->hasOrder()) {
            return null;
        }
        $path = "$this->folder/" . self::ORDER;
        // A link, a folder or something large is no order.
        $isFile = is_file($path) && !is_link($path) && (int) filesize($path) <= self::LARGEST;
        $order = $isFile ? json_decode((string) PrivateFile::read($path)) : null;
        @unlink($path);
        return $order instanceof stdClass ? EvidenceOrder::read($order) : null;
    }

    public function load(): EvidenceState
    {
        return EvidenceState::read((string) PrivateFile::read("$this->rootFolder/" . self::STATE));
    }

    public function save(EvidenceState $state): void
    {
        PrivateFile::mustWrite("$this->rootFolder/" . self::STATE, (string) json_encode($state->written(), self::FLAGS));
        $this->show($state);
    }

    public function show(EvidenceState $state): void
    {
        PrivateFile::write("$this->folder/" . self::STATUS, [(string) json_encode($state->shown(), self::FLAGS)]);
    }

    public function path(string $name): string
    {
        return "$this->rootFolder/$name";
    }

    public function publish(string $name): void
    {
        $made = $this->path($name);
        clearstatcache(true, $made);
        if (!is_file($made)) {
            return;
        }
        $owner = fileowner($this->folder);
        chmod($made, self::OWNER_ONLY);
        // Both folders lie on the same disk: nothing is copied.
        if ($owner === false || ($owner !== fileowner($made) && !@chown($made, $owner)) || !@rename($made, $this->published($name))) {
            throw new CannotStore(CannotStore::BROKEN, $name);
        }
    }

    public function reserve(): void
    {
        PrivateFile::mustWrite("$this->rootFolder/" . self::ROOM, str_repeat("\0", self::ROOM_BYTES));
    }

    public function release(): void
    {
        @unlink("$this->rootFolder/" . self::ROOM);
    }

    public function clear(): void
    {
        $this->release();
        foreach (self::MADE as $name) {
            @unlink($this->path($name));
            @unlink($this->path($name) . '.draft');
        }
        foreach (array_keys(self::PUBLISHED) as $name) {
            @unlink($this->published($name));
        }
    }

    /**
     * @phpstan-param self::ARCHIVE|self::HASHES $name
     */
    private function published(string $name): string
    {
        return "$this->folder/" . self::PUBLISHED[$name];
    }
}

<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use RuntimeException;

/**
 * A copy of the module's code that runs when the module is gone. Named by the hash of the whole tree: one that is cut off,
 * damaged or of another version is none, and is made anew.
 */
final class CodeCopy
{
    private const PREFIX = 'code-';
    private const DRAFT = 'draft';
    private const LIBRARY = '/Lib';
    private const OWNER_ONLY = 0700;
    private const CHARACTERS = 16;

    private string $folder;

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    /**
     * The copy of this module as it is now. Where none can be made, because the module is being replaced or the disk is
     * full: an earlier whole one, or the module itself; somebody has to play what waits.
     *
     * @throws RuntimeException when there is no code at all
     */
    public function of(string $module): string
    {
        $hash = self::hash($module . self::LIBRARY);
        $copy = $this->path($hash);
        if ($hash !== '' && ($this->isWhole($copy) || $this->make($module, $copy))) {
            $this->removeOthers($copy);
            return $copy;
        }
        foreach (glob($this->folder . '/' . self::PREFIX . '*') ?: [] as $other) {
            if ($this->isWhole($other)) {
                return $other;
            }
        }
        if ($hash === '') {
            throw new RuntimeException('no code of the player');
        }
        return $module;
    }

    private function path(string $hash): string
    {
        return $this->folder . '/' . self::PREFIX . substr($hash, 0, self::CHARACTERS);
    }

    private function isWhole(string $copy): bool
    {
        $hash = self::hash($copy . self::LIBRARY);
        return $hash !== '' && $this->path($hash) === $copy;
    }

    private function make(string $module, string $copy): bool
    {
        $draft = $this->folder . '/' . self::DRAFT;
        Tree::remove($draft);
        Tree::remove($copy);
        $isCopied = self::copy($module . self::LIBRARY, $draft . self::LIBRARY);
        return $isCopied && @rename($draft, $copy) && $this->isWhole($copy);
    }

    private function removeOthers(string $copy): void
    {
        foreach (glob($this->folder . '/' . self::PREFIX . '*') ?: [] as $other) {
            if ($other !== $copy) {
                Tree::remove($other);
            }
        }
    }

    /**
     * Of names and contents; '': there is no such folder, or something in it cannot be read.
     */
    private static function hash(string $folder): string
    {
        $hash = hash_init('sha256');
        foreach (Tree::files($folder) as $name) {
            $content = @hash_file('sha256', "$folder/$name");
            if ($content === false) {
                return '';
            }
            hash_update($hash, "$name\0$content\n");
        }
        return is_dir($folder) ? hash_final($hash) : '';
    }

    private static function copy(string $from, string $to): bool
    {
        foreach (Tree::files($from) as $name) {
            $folder = dirname("$to/$name");
            if ((!is_dir($folder) && !@mkdir($folder, self::OWNER_ONLY, true)) || !@copy("$from/$name", "$to/$name")) {
                return false;
            }
        }
        return is_dir($to);
    }
}

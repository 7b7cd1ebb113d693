<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Setup;

use MikoPBX\Common\Models\PbxSettings;
use MikoPBX\Modules\Setup\PbxExtensionSetupBase;
use Modules\ModuleSecurityChecklist\Lib\Core\Places;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Leaving;
use Modules\ModuleSecurityChecklist\Lib\Core\Plans\Locations;
use Modules\ModuleSecurityChecklist\Lib\Core\Records;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use PDOException;

/**
 * Installs and removes the module. Core runs it as root.
 */
class PbxExtensionSetup extends PbxExtensionSetupBase
{
    /**
     * Core puts a kept database back into a folder that it makes for modules with models only.
     */
    public function installFiles(): bool
    {
        Records::makeFolder();
        return parent::installFiles();
    }

    /**
     * Core's own part, and the module's database. Tables that a former version kept are there already.
     */
    public function installDB(): bool
    {
        if (!parent::installDB()) {
            return false;
        }
        try {
            Records::make();
        } catch (PDOException $broken) {
            // A kept database that is damaged is put aside; the PBX gets its checklist all the same.
            Records::putAside();
            Records::make();
        }
        return true;
    }

    /**
     * Core makes everything readable by everybody; the private folder needs the owner that the files have by now.
     */
    public function fixFilesRights(): bool
    {
        $isFixed = parent::fixFilesRights();
        Records::protect();
        Places::makePrivateFolder();
        return $isFixed;
    }

    /**
     * In "Network and Firewall": it is about who gets in.
     */
    public function addToSidebar(): bool
    {
        $key = "AdditionalMenuItem{$this->moduleUniqueID}";
        $setting = PbxSettings::findFirstByKey($key);
        if ($setting === null) {
            $setting = new PbxSettings();
            $setting->key = $key;
        }
        $setting->value = (string) json_encode([
            'uniqid' => $this->moduleUniqueID,
            'group' => 'networkSettings',
            'iconClass' => 'shield alternate',
            'caption' => "Breadcrumb{$this->moduleUniqueID}",
            'showAtSidebar' => true,
        ]);
        return $setting->save();
    }

    /**
     * "Keep settings" keeps what people confirmed and the key that earlier readings were hashed with.
     */
    public function unInstallDB(bool $keepSettings = false): bool
    {
        // Of a module that is switched on, 2024 asks nobody else. What still waits is undone by a process of its own.
        $isFree = Leaving::refusal() === '';
        Records::endPrograms();
        Locations::remove();
        if (!$keepSettings) {
            if ($isFree) {
                Places::removeRootFolder();
            }
            Places::removePrivateFolder();
            foreach (Config::STANDING as $key) {
                $setting = PbxSettings::findFirstByKey($key);
                if ($setting !== null) {
                    $setting->delete();
                }
            }
            $setting = PbxSettings::findFirstByKey("AdditionalMenuItem{$this->moduleUniqueID}");
            if ($setting !== null) {
                $setting->delete();
            }
        }
        return parent::unInstallDB($keepSettings);
    }
}

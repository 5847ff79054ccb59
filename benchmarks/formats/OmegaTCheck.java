package org.omegat.gui.glossary;

import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.omegat.core.Core;
import org.omegat.core.data.ProjectProperties;
import org.omegat.core.data.RealProject;
import org.omegat.core.data.SourceTextEntry;
import org.omegat.filters2.master.PluginUtils;
import org.omegat.gui.common.EntryInfoThreadPane;
import org.omegat.util.ProjectFileStorage;

/** Loads an OmegaT project and its glossary folder with OmegaT's own classes, and searches the glossary in each segment as its pane does. */
public class OmegaTCheck {
    public static void main(String[] args) throws Exception {
        PluginUtils.loadPlugins(Collections.<String, String>emptyMap());
        Core.initializeConsole(Collections.<String, String>emptyMap());
        ProjectProperties properties = ProjectFileStorage.loadProjectProperties(new File(args[0]));
        RealProject project = new RealProject(properties);
        Core.setProject(project);
        project.loadProject(true);

        final List<GlossaryEntry> entries = new ArrayList<GlossaryEntry>();
        for (File file : new File(args[0], "glossary").listFiles())
            entries.addAll(file.getName().endsWith(".tbx") ? GlossaryReaderTBX.read(file, false) : GlossaryReaderTSV.read(file, false));
        GlossaryManager manager = new GlossaryManager(null) {
            @Override
            public List<GlossaryEntry> getGlossaryEntries(String text) {
                return entries;
            }
        };
        Set<String> known = new TreeSet<String>(), translated = new TreeSet<String>(), found = new HashSet<String>();
        for (GlossaryEntry entry : entries) {
            known.add(entry.getSrcText());
            if (entry.getLocText().length() > 0)
                translated.add(entry.getSrcText());
        }
        // The search asks its pane whether the segment is still the current one; a pane cannot be made without a screen.
        Field unsafe = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        unsafe.setAccessible(true);
        GlossaryTextArea pane = (GlossaryTextArea) ((sun.misc.Unsafe) unsafe.get(null)).allocateInstance(GlossaryTextArea.class);
        Field current = EntryInfoThreadPane.class.getDeclaredField("currentlyProcessedEntry");
        current.setAccessible(true);
        int segments = 0, hits = 0;
        for (SourceTextEntry segment : Core.getProject().getAllEntries()) {
            segments++;
            current.set(pane, segment);
            List<GlossaryEntry> here = new FindGlossaryThread(pane, segment, manager).search();
            hits += here.size();
            for (GlossaryEntry entry : here)
                found.add(entry.getSrcText());
        }
        System.out.println(segments + " segments; " + entries.size() + " pairs read, " + known.size() + " source terms, " + translated.size() + " of them with a translation; " + hits + " hits in the segments; source terms found: " + found.size());
        known.removeAll(found);
        for (String term : known)
            System.out.println("not found: " + term);
        System.exit(0);
    }
}
